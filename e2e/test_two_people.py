"""Two people at one record, and the way back from what one of them did to many."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from e2e.chromium import Chromium
from e2e.running import RunningServer


def test_who_saves_second_sees_both_values_and_loses_nothing(
    page: Page, browser: Browser, chromium: Chromium, server: RunningServer, signed_in: Path
) -> None:
    context = browser.new_context(base_url=server.url, storage_state=signed_in)
    other = context.new_page()
    for one in (page, other):
        one.goto("/accounts/3/edit")
    other.get_by_label("Legal name").fill("Theirs and Sons")
    other.locator("main form[data-save] .form-foot button").first.click()
    other.wait_for_url(re.compile(r"/accounts/3$"))
    chromium.close(context)

    page.get_by_label("Legal name").fill("Mine Limited")
    page.locator("main form[data-save] .form-foot button").first.click()
    expect(page.locator("main")).to_contain_text("Theirs and Sons")
    expect(page.get_by_label("Legal name")).to_have_value("Mine Limited")
    page.goto("/accounts/3")
    expect(page.locator("#fact-legal_name")).to_have_text("Theirs and Sons")


def test_a_bulk_edit_is_undone_by_the_button_of_its_message(page: Page) -> None:
    found = '/accounts/?where=city+%3D+"Gda\u0144sk"'
    page.goto(found)
    count = int(page.locator("h1 .count").inner_text())
    assert count
    page.get_by_label("Select all on this page").check()
    page.locator("#bulk").get_by_role("button", name="Edit").click()
    dialog = page.locator("#dialog")
    dialog.get_by_label("Add tags").fill("shipyard")
    dialog.get_by_role("button", name="Change").click()
    undo = page.locator(".toasts").get_by_role("button", name="Undo")
    expect(undo).to_be_visible(timeout=30_000)
    tagged = page.context.new_page()
    tagged.goto('/accounts/?where=tags+has+any+"shipyard"')
    expect(tagged.locator("h1 .count")).to_have_text(str(count))

    with page.expect_response(re.compile(r"/bulk/\d+/undo")) as undone:
        undo.click()
    assert undone.value.status < 400
    tagged.reload()
    expect(tagged.locator("[data-rows] [data-id]")).to_have_count(0)
