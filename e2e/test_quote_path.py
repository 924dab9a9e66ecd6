"""A quote goes to the customer, comes back signed, and becomes an order."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from e2e.chromium import Chromium


def _send(page: Page) -> str:
    """Send the first draft; the customer's private link."""
    page.goto('/quotes/?where=state = "draft"')
    page.locator("tbody a[href*='/quotes/']").first.click()
    page.wait_for_url(re.compile(r"/quotes/\d+$"))
    page.get_by_role("button", name="Send", exact=True).click()
    page.locator("#dialog").get_by_role("button", name=re.compile("^Send")).click()
    link = page.locator("#offer-link")
    expect(link).to_be_visible()
    return link.input_value()


def _draw(customer: Page) -> None:
    pad = customer.locator("canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    customer.mouse.move(box["x"] + 40, box["y"] + 80)
    customer.mouse.down()
    for step in range(1, 8):
        customer.mouse.move(box["x"] + 40 + step * 35, box["y"] + (40 if step % 2 else 110), steps=3)
    customer.mouse.up()


def test_from_the_draft_to_the_signed_order(page: Page, visitor: Page, axe: Callable[[Page], None]) -> None:
    link = _send(page)
    visitor.goto(link)
    axe(visitor)
    total = visitor.locator(".gross dd")
    before = total.inner_text()
    visitor.locator("input[name=chosen]:not(:checked)").first.check()
    expect(total).not_to_have_text(before)
    chosen = total.inner_text()

    visitor.locator("#name").fill("Jadwiga Żółkiewska")
    _draw(visitor)
    visitor.locator("input[name=agreed]").check()
    visitor.locator("button[value=accept]").click()
    expect(visitor.locator(".offer-banner[data-tone=success]")).to_contain_text("Jadwiga Żółkiewska")
    expect(visitor.locator(".offer-signature")).to_be_visible()
    expect(visitor.locator(".gross dd")).to_have_text(chosen)
    expect(visitor.locator("button[value=accept]")).to_have_count(0)
    axe(visitor)

    page.get_by_role("link", name="Done").click()
    expect(page.locator(".quote-signature")).to_be_visible()
    page.get_by_role("button", name="Make the order").click()
    page.locator("#dialog").get_by_role("button", name="Make the order").click()
    page.wait_for_url(re.compile(r"/orders/\d+$"))


def test_a_customer_declines_and_asks_without_javascript(page: Page, visitor: Page, chromium: Chromium) -> None:
    link = _send(page)
    plain = visitor.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    customer = plain.new_page()
    customer.goto(link)
    expect(customer.locator("canvas")).to_be_hidden()
    customer.locator("#question").fill("Does it come in green?")
    customer.locator("button[value=ask]").click()
    expect(customer.locator("#questions")).to_contain_text("Does it come in green?")
    customer.locator(".offer-decline summary").click()
    customer.locator("#reason").fill("Not this year")
    customer.locator("button[value=decline]").click()
    expect(customer.locator(".offer-banner")).to_be_visible()
    chromium.close(plain)
    page.get_by_role("link", name="Done").click()
    expect(page.locator("main")).to_contain_text("Not this year")
    expect(page.locator("main")).to_contain_text("Does it come in green?")
