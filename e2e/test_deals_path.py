"""Deals: the rule about large ones made by clicking, blocking and answered; the board by mouse and by keyboard."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from e2e.chromium import Chromium
from e2e.running import RunningServer

PASSWORD = "caruso-demo"
TASK = "Review with the senior manager"


def sign_in(browser: Browser, server: RunningServer, email: str) -> Page:
    page = browser.new_context(base_url=server.url, viewport={"width": 1440, "height": 900}, locale="en-GB").new_page()
    page.goto("/people/login/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("form:has(input[type=password]) button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/people/login" not in url)
    return page


def make_deal(page: Page, name: str, amount: str) -> int:
    page.goto("/opportunities/new")
    page.get_by_label("Name", exact=False).first.fill(name)
    account = page.get_by_role("combobox", name="Account")
    account.fill("a")
    page.locator("[role=option]:not([data-create])").first.click()
    # A deal that is qualified has somebody to talk to.
    contact = page.get_by_role("combobox", name="Contact")
    contact.fill("a")
    page.locator("[id^=id_contact-list-]:not([data-create])").first.click()
    page.get_by_label("Amount", exact=True).fill(amount)
    page.get_by_label("Currency").select_option("USD")
    page.get_by_label("Expected close").fill("2027-03-01")
    page.locator("main form[data-save] .form-foot button").first.click()
    page.wait_for_url(re.compile(r"/opportunities/\d+$"))
    return int(page.url.rpartition("/")[2])


def lane_of(page: Page, lane: str) -> Locator:
    return page.locator(f'.lane-cards[data-lane="{lane}"]')


def board_read_anew(page: Page) -> AbstractContextManager[Any]:
    return page.expect_response(lambda answer: answer.url.endswith("/board") and answer.request.method == "GET")


def put_demo_policy_away(page: Page) -> None:
    page.goto("/office/pipelines")
    page.get_by_role("link", name="Large deals").click()
    page.get_by_role("button", name="Put away").click()
    page.wait_for_url(re.compile("/office/pipelines$"))


def make_rule(page: Page) -> None:
    page.get_by_role("link", name="New approval in New business").click()
    page.get_by_label("Name").fill("More than fifty thousand")
    page.get_by_label("When a deal enters").select_option(label="Request for quotation received")
    with page.expect_response(re.compile("filter/row")):
        page.get_by_label("Field", exact=True).select_option("amount")
    with page.expect_response(re.compile("filter/row")):
        page.get_by_label("Comparison").select_option(">")
    expect(page.get_by_label("Comparison")).to_have_value(">")
    page.get_by_label("Value").fill("50000 USD")
    page.get_by_label("an approval is needed before").select_option(label="Quotation sent")
    page.get_by_label("Who approves").select_option("person")
    page.get_by_label("Person", exact=True).select_option(label="Marek Sobotka")
    page.get_by_label("Task").fill(TASK)
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(re.compile("/office/pipelines$"))
    expect(page.locator("main")).to_contain_text('amount > "50000 USD"')


def test_a_large_deal_waits_for_the_senior_manager(
    page: Page, browser: Browser, chromium: Chromium, server: RunningServer, axe: Callable[[Page], None]
) -> None:
    put_demo_policy_away(page)
    make_rule(page)
    axe(page)
    number = make_deal(page, "Sixty machines", "60000")
    way = page.locator(".way")
    way.get_by_role("button", name="Request for quotation received").click()
    expect(page.locator(".approval[data-state=asked]")).to_contain_text(TASK)
    expect(page.locator(".approval")).to_contain_text("Waits for Marek Sobotka")
    axe(page)

    way.get_by_role("button", name="Quotation sent").click()
    expect(page.locator(".toasts")).to_contain_text(f"an approval is needed: {TASK}")
    expect(page.locator('.way [aria-current="step"]')).to_have_text("Request for quotation received")

    page.set_viewport_size({"width": 2200, "height": 900})
    page.goto("/opportunities/board")
    card = lane_of(page, "rfq").locator(f'[data-id="{number}"]')
    with page.expect_response(re.compile("board/move")) as refused:
        card.drag_to(lane_of(page, "quoted"), target_position={"x": 40, "y": 30})
    assert refused.value.status == 422
    expect(page.locator(".toasts")).to_contain_text("Marek Sobotka has been asked")
    expect(card).to_be_visible()

    manager = sign_in(browser, server, "marek@example.com")
    manager.goto("/approvals")
    question = manager.locator(".panel", has_text="Sixty machines")
    expect(question).to_contain_text("60")
    question.locator("input[name=reason]").fill("The margin holds")
    question.locator("button[value=approve]").click()
    expect(manager.locator(".panel", has_text="Sixty machines")).to_have_count(0)
    chromium.close(manager.context)

    page.goto(f"/opportunities/{number}")
    expect(page.locator(".approval[data-state=approved]")).to_contain_text("The margin holds")
    expect(page.get_by_role("region", name="Timeline")).to_contain_text("gave an approval")
    way.get_by_role("button", name="Quotation sent").click()
    expect(page.locator('.way [aria-current="step"]')).to_have_text("Quotation sent")


def test_a_deal_is_moved_by_mouse_and_by_keys_and_lost_from_the_board(page: Page, axe: Callable[[Page], None]) -> None:
    number = make_deal(page, "Two grinders", "900")
    page.goto("/opportunities/board")
    axe(page)
    with board_read_anew(page):
        lane_of(page, "initiation").locator(f'[data-id="{number}"]').drag_to(
            lane_of(page, "identification"), target_position={"x": 40, "y": 30}
        )
    expect(page.locator(".toasts")).to_contain_text("is now")
    card = lane_of(page, "identification").locator(f'[data-id="{number}"]')
    expect(card).to_be_visible()

    card.get_by_role("link").first.focus()
    with board_read_anew(page):
        page.keyboard.press("Shift+ArrowLeft")
    card = lane_of(page, "initiation").locator(f'[data-id="{number}"]')
    expect(card.get_by_role("link").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(card.get_by_role("link").first).not_to_be_focused()
    expect(lane_of(page, "initiation").locator("[data-id] > a").nth(1)).to_be_focused()

    card.locator("summary").focus()
    page.keyboard.press("Enter")
    card.get_by_label("To").select_option("lost")
    card.get_by_role("button", name="Move", exact=True).press("Enter")
    dialog = page.locator("#dialog")
    dialog.get_by_role("button", name="Lost").click()
    expect(dialog).to_contain_text("Please fill this in.")
    dialog.get_by_label("Lost through").select_option("timing")
    with board_read_anew(page):
        dialog.get_by_role("button", name="Lost").click()
    expect(dialog).to_be_hidden()
    expect(lane_of(page, "lost").locator(f'[data-id="{number}"]')).to_be_visible()
    page.goto(f"/opportunities/{number}")
    page.get_by_role("button", name="Open again").click()
    expect(page.locator('.way [aria-current="step"]')).to_have_text("Initiation")
