"""What administrators and keepers of data do."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

DATA = Path(__file__).resolve().parent.parent / "tests" / "data"


def test_an_administrator_sees_as_a_role_and_comes_back(page: Page) -> None:
    page.goto("/office/roles")
    page.locator("li, tr").filter(has_text="Reader").get_by_role("button", name="See as").click()
    banner = page.get_by_text("You see Caruso as the role Reader does.")
    expect(banner).to_be_visible()
    page.goto("/accounts/1")
    expect(page.get_by_role("link", name="Edit", exact=True)).to_have_count(0)
    page.get_by_role("button", name="Back to my own view").click()
    expect(banner).to_have_count(0)
    page.goto("/accounts/1")
    expect(page.get_by_role("link", name="Edit", exact=True)).to_be_visible()


def test_two_duplicates_become_one_and_two_again(page: Page) -> None:
    page.goto("/contacts/duplicates")
    page.get_by_role("link", name="Compare").first.click()
    page.locator("#merge").get_by_role("button", name="Merge").click()
    page.wait_for_url(re.compile(r"/contacts/\d+"))
    page.goto("/contacts/merges")
    row = page.locator("tbody tr").first
    other = row.locator("td").nth(1).inner_text()
    row.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("undone").first).to_be_visible()
    page.goto(f"/contacts/?q={other}")
    expect(page.locator("[data-rows] [data-id]").filter(has_text=other)).not_to_have_count(1)


def test_a_file_is_imported_looked_at_and_taken_back(page: Page) -> None:
    page.goto("/contacts/import")
    page.locator("#file").set_input_files(DATA / "hubspot_contacts.csv")
    page.get_by_role("button", name="Look into the file").click()
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name=re.compile("Import all good rows")).click()
    undo = page.get_by_role("button", name=re.compile("Undo"))
    expect(undo).to_be_visible(timeout=30_000)
    undo.click()
    page.get_by_role("button", name="Yes, do it").click()
    expect(page.get_by_text("This import was undone.")).to_be_visible(timeout=30_000)
    expect(undo).to_have_count(0)
    page.goto("/contacts/bin")
    expect(page.get_by_role("row").filter(has_text="Łącka")).not_to_have_count(0)
