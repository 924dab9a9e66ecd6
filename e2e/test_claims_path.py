"""Claims are modelled, added up on their accounts, brought in by the thousand, found, sent out, and put away again."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from e2e.test_modelling_path import _add_field, _apply

CLAIMS = 1000
OBJECT = "/office/objects/objects.claim"
ACCOUNT = "/office/objects/customers.account"


@pytest.fixture(autouse=True)
def as_shipped(page: Page) -> Iterator[None]:
    """Whatever became of the test, the others find no claims."""
    page.emulate_media(reduced_motion="reduce")
    yield
    page.goto(ACCOUNT)
    if (total := page.get_by_role("link", name="Claimed", exact=True)).count():
        total.click()
        _put_away(page)
    answer = page.goto(OBJECT)
    if answer and answer.status == 200:
        _put_away(page)
    page.goto("/office/objects/bin")
    for name in ("claimed", "claim"):
        if (destroy := page.get_by_role("listitem").filter(has_text=_label(name)).get_by_role("link")).count():
            destroy.last.click()
            page.get_by_label(re.compile("to destroy it")).fill(name)
            page.get_by_role("button", name="Destroy for good").click()


def test_a_thousand_claims_come_are_added_up_and_go(page: Page, tmp_path: Path) -> None:
    accounts, contacts = _names(page, "accounts"), _names(page, "contacts")
    _model(page)
    file = tmp_path / "claims.csv"
    with file.open("w", newline="", encoding="utf-8") as written:
        rows = csv.writer(written)
        rows.writerow(["Name", "Amount", "Contact", "Account"])
        for number in range(CLAIMS):
            # One in ten is of the second account.
            account = accounts[1] if number % 10 == 0 else accounts[0]
            rows.writerow([f"Claim {number:04}", f"{number % 7 + 1}.50", contacts[0], account])
    _bring_in(page, file)

    page.goto("/contacts/?where=name = " + f'"{contacts[0]}"')
    page.locator("[data-rows] [data-id] a").first.click()
    page.wait_for_url(re.compile(r"/contacts/\d+"))
    panel = page.locator("section.panel", has=page.get_by_role("heading", name="Claims"))
    expect(panel.get_by_text(re.compile(r"Claim \d{4}")).first).to_be_visible()

    sums = [sum(n % 7 + 1.5 for n in range(CLAIMS) if (n % 10 == 0) == second) for second in (False, True)]
    page.goto("/accounts/?columns=name,claimed&where=claimed > 1")
    expect(page.locator("[data-rows] [data-id]")).to_have_count(2)
    page.goto(f"/accounts/?columns=name,claimed&where=claimed > {sums[1] + 1:.0f}")
    expect(page.locator("[data-rows] [data-id]")).to_have_count(1)
    expect(page.locator("[data-rows] [data-id]").first).to_contain_text(accounts[0])
    expect(page.locator("[data-rows] [data-id]").first).to_contain_text(f"{sums[0]:,.0f} EUR")

    sent = _sent_out(page, tmp_path)
    assert len(sent) == CLAIMS
    assert {row["Name"] for row in sent} == {f"Claim {number:04}" for number in range(CLAIMS)}
    assert {row["Account"] for row in sent} == set(accounts) and {row["Contact"] for row in sent} == {contacts[0]}

    page.goto(f"{OBJECT}/away")
    expect(page.get_by_text("It is still needed by")).to_be_visible()
    page.goto(ACCOUNT)
    page.get_by_role("link", name="Claimed", exact=True).click()
    _put_away(page)
    page.goto(OBJECT)
    _put_away(page)
    expect(page.get_by_text("in the bin, with all records")).to_be_visible()
    for address, status in (
        ("/claims/", 404),
        ("/accounts/", 200),
        ("/contacts/", 200),
        ("/contacts/1", 200),
        ("/", 200),
    ):
        answer = page.goto(address)
        assert answer and answer.status == status, address
    expect(page.get_by_role("heading", name="Claims")).to_have_count(0)


def _model(page: Page) -> None:
    page.goto("/office/objects/new")
    page.get_by_label("One is called in English").fill("Claim")
    page.get_by_label("Several are called in English").fill("Claims")
    _apply(page, "Make the object")
    _add_field(page, "Amount of money", "Amount")
    _apply(page, "Add the field")
    for label, target in (("Contact", "customers.contact"), ("Account", "customers.account")):
        _add_field(page, "Link to a record", label)
        page.get_by_label("Leads to").select_option(target)
        page.get_by_label("Called there in English").fill("Claims")
        _apply(page, "Add the field")
    page.goto(ACCOUNT)
    _add_field(page, "Roll-up", "Claimed")
    page.get_by_label("Over", exact=True).select_option("claims")
    page.get_by_label("What is worked out").select_option("sum")
    page.get_by_label("Of the field").select_option("amount")
    _apply(page, "Add the field")
    expect(page.get_by_role("link", name="Claimed", exact=True)).to_be_visible()


def _bring_in(page: Page, file: Path) -> None:
    page.goto("/claims/import")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Look into the file").click()
    for header, path in (("Name", "name"), ("Amount", "amount"), ("Contact", "contact"), ("Account", "account")):
        expect(page.get_by_label(header, exact=True).first).to_have_value(path)
    page.get_by_role("button", name="Preview").first.click()
    page.get_by_role("button", name="Import all good rows").click()
    created = page.locator(".stat", has_text="created").first
    expect(created.locator("dd").first).to_have_text(re.compile("^1.?000$"), timeout=60_000)


def _sent_out(page: Page, into: Path) -> list[dict[str, str]]:
    page.goto("/claims/?columns=name,amount,contact,account")
    page.get_by_role("button", name="More").first.click()
    page.get_by_role("menuitem", name=re.compile("Export")).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Export", exact=True).click()
    file = into / "sent.csv"
    download.value.save_as(file)
    with file.open(newline="", encoding="utf-8-sig") as read:
        return list(csv.DictReader(read))


def _names(page: Page, objects: str) -> list[str]:
    """What the first two are called."""
    page.goto(f"/{objects}/?columns=name&sort=name")
    return [page.locator("[data-rows] [data-id]").nth(number).locator("a").first.inner_text() for number in (0, 1)]


def _put_away(page: Page) -> None:
    page.get_by_role("link", name="Put away").click()
    page.get_by_role("button", name="Put away").click()


def _label(name: str) -> re.Pattern[str]:
    return re.compile({"claimed": r"^\s*Claimed", "claim": r"^\s*Claims"}[name])
