"""All lines of a quote are written from the keyboard, with totals that follow."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect


def test_lines_are_found_moved_and_saved_by_keyboard(page: Page, axe: Callable[[Page], None]) -> None:
    page.goto('/quotes/?where=state = "draft"')
    page.locator("tbody a[href*='/quotes/']").last.click()
    page.wait_for_url(re.compile(r"/quotes/\d+$"))
    page.locator("#lines").get_by_role("link").first.click()
    page.wait_for_url(re.compile(r"/lines$"))
    rows, total = page.locator("[data-row]"), page.locator(".totals-gross dd")
    count, before = rows.count(), total.inner_text()

    page.get_by_role("button", name="Add a line").click()
    expect(rows).to_have_count(count + 1)
    new = rows.last
    new.get_by_role("combobox", name="Product").press_sequentially("grinder")
    new.get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")
    expect(rows.last.locator("[name$='-quantity']")).to_be_focused()
    expect(rows.last.locator("[name$='-price']")).not_to_have_value("")
    expect(total).not_to_have_text(before)
    name = rows.last.locator("[name$='-description']").input_value()
    axe(page)

    page.keyboard.press("Alt+ArrowUp")
    expect(rows.nth(count - 1).locator("[name$='-description']")).to_have_value(name)
    rows.nth(count - 1).locator("[name$='-quantity']").fill("many")
    expect(page.locator("small.error")).to_have_count(1)
    rows.nth(count - 1).locator("[name$='-quantity']").fill("3")
    expect(page.locator("small.error")).to_have_count(0)
    after = total.inner_text()
    page.keyboard.press("Control+s")
    page.wait_for_url(re.compile(r"/quotes/\d+$"))
    expect(page.locator("#lines .totals-gross dd")).to_have_text(after)
    expect(page.locator("#lines tbody")).to_contain_text(name)


def test_where_there_is_little_room_lines_stand_one_below_the_other(page: Page) -> None:
    page.goto('/quotes/?where=state = "draft"')
    page.locator("tbody a[href*='/quotes/']").last.click()
    page.wait_for_url(re.compile(r"/quotes/\d+$"))
    line = page.locator("#lines tbody tr:not(.read-heading)").first
    for width in (1440, 768, 390):
        page.set_viewport_size({"width": width, "height": 900})
        scrolls = page.locator(".read-lines-scroll").evaluate("one => one.scrollWidth > one.clientWidth")
        described, net = (line.locator("td").nth(at).bounding_box() for at in (0, -1))
        assert described and net and not scrolls
        assert net["x"] >= described["x"] + described["width"] - 1 and net["x"] + net["width"] <= width
        assert abs(net["y"] - described["y"]) < 12
