"""An administrator arranges a page by mouse and by keys, looks at it as a role, keeps it and takes it back."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from e2e.chromium import Chromium

RECORD = "/office/screens/customers.contact/record"
LIST = "/office/screens/customers.contact/list"
HOME = "/office/screens/home/home"


@pytest.fixture(autouse=True)
def as_shipped(page: Page) -> Iterator[None]:
    # What is left unsaved is asked about.
    page.on("dialog", lambda dialog: dialog.accept())
    yield
    for address in (RECORD, LIST, HOME):
        page.goto(address)
        reset = page.get_by_role("button", name="Reset to the shipped one")
        if reset.count():
            reset.click()
            page.get_by_role("button", name="Yes, do it").click()
            expect(page.get_by_text("It is as shipped again.")).to_be_visible()


def fields(page: Page) -> Locator:
    return page.locator(".canvas [data-piece=field] [data-what]")


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text("Saved. Everybody sees it from now on.")).to_be_visible()


def test_fields_are_dragged_and_a_number_is_added(page: Page) -> None:
    page.goto(RECORD)
    preview = page.locator("[data-preview-page]")
    expect(preview.locator("dl.facts").first).to_be_visible()
    last = page.locator(".canvas [data-piece=field]", has_text="Telephones")
    last.drag_to(page.locator(".canvas [data-piece=field]").first, target_position={"x": 40, "y": 4})
    expect(fields(page).first).to_have_text("Telephones")

    page.get_by_role("button", name="Number", exact=True).click()
    panel = page.locator("[data-own]")
    panel.get_by_label("English").fill("Deals of theirs")
    panel.get_by_label("About").select_option("collection:opportunities")
    expect(preview.get_by_text("Deals of theirs")).to_be_visible()
    save(page)

    page.goto("/contacts/1")
    expect(page.locator("dl.facts dt").first).to_have_text("Telephones")
    expect(page.locator(".figure-panel", has_text="Deals of theirs").get_by_role("link")).to_have_text(
        re.compile(r"^\d+$")
    )


def test_a_section_and_a_list_are_narrowed_by_clicking(page: Page) -> None:
    page.goto(RECORD)
    work = page.locator(".canvas [data-piece=section]", has=page.locator("b", has_text="Work")).first
    work.get_by_text("Title and when it is shown").click()
    work.get_by_role("button", name="Only for records where…").click()
    work.get_by_label("Field", exact=True).select_option("department")
    work.get_by_label("Comparison").select_option("is empty")

    page.get_by_role("button", name="List", exact=True).click()
    panel = page.locator("[data-own]")
    panel.get_by_label("English").fill("Large firms")
    panel.get_by_label("About").select_option("object:customers.account")
    panel.get_by_role("button", name="Only those where…").click()
    panel.get_by_label("Field", exact=True).select_option("industry")
    expect(panel.get_by_label("Comparison")).to_be_visible()
    panel.get_by_label("About").select_option("object:customers.contact")
    expect(panel.get_by_label("Comparison")).to_have_count(0)
    panel.get_by_role("button", name="Only those where…").click()
    panel.get_by_label("Field", exact=True).select_option("department")
    panel.get_by_label("Comparison").select_option("is not empty")
    save(page)

    page.goto(RECORD)
    work.get_by_text("Title and when it is shown").click()
    expect(work.get_by_label("Comparison")).to_have_value("is empty")
    page.locator("[data-own]").get_by_text("Settings").click()
    expect(page.locator("[data-own]").get_by_label("Comparison")).to_have_value("is not empty")


def test_columns_are_moved_by_keys_and_each_move_is_told(page: Page) -> None:
    page.goto(LIST)
    before = fields(page).all_inner_texts()
    page.get_by_role("button", name=f"Move {before[1]} up").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-told]")).to_have_text(f"{before[1]}: Columns, 1 of {len(before)}")
    expect(page.get_by_role("button", name=f"Move {before[1]} up")).to_be_focused()
    page.get_by_role("button", name=f"Take {before[2]} out").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Put Country on the page").focus()
    page.keyboard.press("Enter")
    save(page)

    page.goto("/contacts/")
    heads = [text for text in page.locator("thead th").all_inner_texts() if text.strip()]
    assert heads == [before[1], before[0], *before[3:], "Country"]


def test_a_version_comes_back_and_a_colleague_in_between_is_told(page: Page, chromium: Chromium) -> None:
    page.goto(LIST)
    page.get_by_role("button", name=re.compile("Take .* out")).last.click()
    save(page)
    kept = fields(page).all_inner_texts()
    version = page.get_by_role("listitem").filter(has_text="in use").locator("b").inner_text()
    other = page.context.new_page()
    other.goto(LIST)
    other.get_by_role("button", name=re.compile("Take .* out")).last.click()
    save(other)
    chromium.close(other)

    page.get_by_role("button", name="Put Country on the page").click()
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text("has saved this arrangement meanwhile.")).to_be_visible()
    expect(fields(page).last).to_have_text("Country")
    save(page)
    page.get_by_role("button", name=f"Use again: {version.lower()}", exact=True).click()
    expect(page.get_by_text(f"{version} is in use again.")).to_be_visible()
    assert fields(page).all_inner_texts() == kept


def test_a_section_is_added_by_keys_where_one_is_and_looked_at_as_a_role(page: Page) -> None:
    page.goto(RECORD)
    sections = page.locator(".canvas [data-piece=section]")
    first = sections.first.locator("[data-what]").first.inner_text()
    page.get_by_role("button", name=f"Add a section after {first}").focus()
    page.keyboard.press("Enter")
    added = sections.nth(1)
    added.get_by_label("English").fill("Only here")
    added.get_by_label("English").press("Tab")
    sections.first.locator("[data-piece=field]").first.drag_to(added.locator("[data-list]"))
    preview = page.locator("[data-preview-page]")
    expect(preview.get_by_text("Only here")).to_be_visible()

    edits = preview.locator('a[href$="/edit"]')
    expect(edits.first).to_be_visible()
    page.get_by_label("As seen by").select_option(label="Reader")
    expect(edits).to_have_count(0)
    expect(preview.get_by_text("Only here")).to_be_visible()

    page.get_by_role("button", name="Web page", exact=True).click()
    expect(page.get_by_text("What is not right yet is left out here")).to_be_visible()
    expect(preview.get_by_text("Only here")).to_be_visible()


def test_the_builder_is_accessible(page: Page, axe: Callable[[Page], None]) -> None:
    for address in ("/office/screens", RECORD, LIST, HOME):
        page.goto(address)
        if address == RECORD:
            page.get_by_role("button", name="Chart", exact=True).click()
        axe(page)
