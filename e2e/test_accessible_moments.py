"""What no address shows at once is accessible too: the first run, the steps of an import, dialogs and the palette."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from e2e.chromium import Chromium
from e2e.running import ROOT, put_empty, running_server

PEOPLE = ROOT / "tests" / "data" / "google_contacts.csv"
Axe = Callable[[Page], None]


def test_the_first_run_is_accessible(browser: Browser, chromium: Chromium, tmp_path: Path, axe: Axe) -> None:
    put_empty(tmp_path)
    with running_server(tmp_path) as server:
        context = browser.new_context(base_url=server.url)
        page = context.new_page()
        page.goto("/")
        page.wait_for_url(re.compile("/welcome"))
        axe(page)
        page.locator("main form button").first.click()
        axe(page)
        chromium.close(context)


def test_every_step_of_an_import_is_accessible(page: Page, axe: Axe) -> None:
    page.goto("/contacts/import")
    page.locator("input[type=file]").first.set_input_files(PEOPLE)
    if page.url.endswith("/contacts/import"):
        page.locator("main form button[type=submit], main form button:not([type])").first.click()
    page.wait_for_url(re.compile(r"/imports/\d+"))
    for _step in range(2):
        page.wait_for_load_state("networkidle")
        axe(page)
        page.locator("main form button:not([type=button])").last.click()
        page.wait_for_load_state("networkidle")
    axe(page)


@pytest.fixture
def dialog(page: Page) -> Callable[[], None]:
    def is_open() -> None:
        expect(page.locator("#dialog :is(h2, h3)").first).to_be_visible()

    return is_open


def test_the_dialogs_of_bulk_work_and_of_completing_are_accessible(
    page: Page, axe: Axe, dialog: Callable[[], None]
) -> None:
    page.goto("/accounts/")
    page.get_by_label("Select all on this page").check()
    page.locator("#bulk").get_by_role("button", name="Edit").click()
    dialog()
    axe(page)
    page.locator("#dialog select[name=field]").select_option("lifecycle_stage")
    expect(page.locator("#dialog [name=lifecycle_stage]").first).to_be_attached()
    axe(page)
    page.goto("/")
    page.locator("button.tick").first.click()
    dialog()
    axe(page)


def test_making_a_record_in_passing_and_comparing_two_are_accessible(
    page: Page, axe: Axe, dialog: Callable[[], None]
) -> None:
    page.goto("/contacts/new")
    lookup = page.get_by_role("combobox", name="Account")
    lookup.press_sequentially("Nobody has this name")
    page.locator("[role=option][data-create]").click()
    dialog()
    axe(page)
    page.goto("/accounts/merge?records=1,2")
    expect(page.locator("main h1")).to_be_visible()
    axe(page)


def test_the_open_palette_is_accessible(page: Page, axe: Axe) -> None:
    page.goto("/accounts/")
    page.keyboard.press("Control+k")
    field = page.locator("dialog[open] input").first
    expect(field).to_be_focused()
    axe(page)
    field.press_sequentially("lodz")
    expect(page.locator("dialog[open] [role=option]").first).to_be_visible()
    axe(page)
