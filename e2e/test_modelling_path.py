"""An administrator models an object, people work with it, and it is put away again."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect


def _apply(page: Page, name: str) -> None:
    """Looks at the preview, then makes the change."""
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("This is what will happen")).to_be_visible()
    page.get_by_role("button", name=name).click()


def _add_field(page: Page, kind: str, label: str) -> None:
    page.get_by_role("link", name="New field").first.click()
    page.get_by_role("link", name=re.compile(f"^{kind}")).click()
    page.get_by_label("Label in English").fill(label)


def test_claims_are_modelled_kept_filtered_sent_out_and_put_away(page: Page, axe, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    page.emulate_media(reduced_motion="reduce")
    page.goto("/office/objects")
    page.get_by_role("link", name="New object").first.click()
    page.get_by_label("One is called in English").fill("Claim")
    page.get_by_label("Several are called in English").fill("Claims")
    page.locator("label", has=page.get_by_role("radio", name="coral")).click()
    page.get_by_role("button", name="Preview").click()
    axe(page)
    page.get_by_role("button", name="Back, change something").click()
    expect(page.get_by_label("One is called in English")).to_have_value("Claim")
    _apply(page, "Make the object")
    expect(page.get_by_role("heading", name="Claims")).to_be_visible()

    _add_field(page, "Link to a record", "Contact")
    page.get_by_label("Leads to").select_option("customers.contact")
    page.get_by_label("Called there in English").fill("Claims")
    _apply(page, "Add the field")
    _add_field(page, "One of a list", "State")
    for number, label in enumerate(("Open", "Paid")):
        page.locator('[name="choice-en"]').nth(number).fill(label)
    page.locator(".choice-row").nth(1).get_by_role("button", name="Move up").click()
    _apply(page, "Add the field")
    page.get_by_role("link", name="State", exact=True).click()
    expect(page.locator('[name="choice-en"]').first).to_have_value("Paid")
    axe(page)
    page.goto("/office/objects/objects.claim")
    page.get_by_role("button", name="Move State up").click()
    expect(page.locator(".field-lines .grow > a").first).to_have_text("State")
    axe(page)

    for name, state in (("Flooded cellar", "open"), ("Broken window", "paid")):
        page.goto("/claims/new")
        page.get_by_label("Name").first.fill(name)
        page.locator('[name="state"]').select_option(state)
        page.get_by_role("button", name="Save").first.click()
        page.wait_for_url(re.compile(r"/claims/\d+"))
    page.goto("/claims/?where=state = open")
    expect(page.locator("[data-rows] [data-id]")).to_have_count(1)
    expect(page.get_by_text("Flooded cellar").first).to_be_visible()

    page.goto("/office/objects/graph")
    node = page.locator(".model-node", has_text="Claims")
    node.focus()
    page.keyboard.press("ArrowLeft")
    node.focus()
    axe(page)
    page.locator(".model-node", has_text="Quotes").hover()
    expect(page.locator(".edge-names > .lit").first).to_be_visible()
    expect(page.locator(".graph-note")).to_contain_text("→ Accounts")
    node.press("Enter")
    page.wait_for_url("**/office/objects/objects.claim")

    with page.expect_download() as download:
        page.goto("/office/objects/bring-in")
        page.get_by_role("link", name="Download the model").click()
    model = tmp_path / "model.yaml"
    download.value.save_as(model)
    assert "claim:" in model.read_text(encoding="utf-8")

    page.goto("/office/objects/objects.claim")
    page.get_by_role("link", name="Put away").click()
    expect(page.get_by_text("2 records rest in the bin")).to_be_visible()
    page.get_by_role("button", name="Put away").click()
    expect(page.get_by_text("in the bin, with all records")).to_be_visible()
    answer = page.goto("/claims/")
    assert answer and answer.status == 404
    page.goto("/office/objects/bin")
    axe(page)
    page.get_by_role("button", name="Take back").first.click()
    page.goto("/claims/")
    expect(page.locator("[data-rows] [data-id]")).to_have_count(2)
    page.goto("/office/objects/objects.claim/away")
    page.get_by_role("button", name="Put away").click()
    page.goto("/office/objects/objects.claim/destroy")
    page.get_by_label(re.compile("to destroy it")).fill("claim")
    page.get_by_role("button", name="Destroy for good").click()
    expect(page.get_by_text("Claims: destroyed.")).to_be_visible()
