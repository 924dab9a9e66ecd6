"""One server and one browser for all tests of a process; a signed-in page for each."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from e2e.accessibility import describe, violations
from e2e.chromium import TEST, Chromium
from e2e.running import ADMINISTRATOR, ROOT, RunningServer, put_story, running_server

FIRST = (
    "test_accessibility",
    # These need no story, or not at once: meanwhile the other process tells it.
    "test_standing_still",
    "test_accessible_moments",
    # The longest of the others.
    "test_selling_accessibility",
    "test_fulfilment_accessibility",
    "test_screen_builder",
    "test_api_contract",
    "test_customer_path",
    "test_claims_path",
    "test_modelling_path",
)
#: Milliseconds: two browsers and two servers share the machine.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    var = tmp_path_factory.mktemp("var")
    put_story(var)
    with running_server(var, "--demo") as server:
        yield server


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    with sync_playwright() as playwright:
        chromium = Chromium(playwright)
        yield chromium
        chromium.stop()


@pytest.fixture
def browser(chromium: Chromium, request: pytest.FixtureRequest) -> Iterator[Browser]:
    """The one of all tests, unless it stood still in the last of them."""
    with chromium.ended_after(TEST, request.node.name):
        yield chromium.browser


@pytest.fixture(scope="session")
def signed_in(chromium: Chromium, server: RunningServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The administrator's cookies; signing in once is enough for all tests."""
    context = chromium.browser.new_context(base_url=server.url)
    page = context.new_page()
    page.goto("/people/login/")
    page.get_by_role("textbox", name=re.compile("e-?mail", re.IGNORECASE)).fill(ADMINISTRATOR[0])
    page.locator("input[type=password]").fill(ADMINISTRATOR[1])
    page.locator("form:has(input[type=password]) button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/people/login" not in url)
    cookies = tmp_path_factory.mktemp("browser") / "administrator.json"
    context.storage_state(path=cookies)
    chromium.close(context)
    return cookies


@pytest.fixture
def visitor(
    browser: Browser, chromium: Chromium, server: RunningServer, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """A page of somebody who has not signed in."""
    context = browser.new_context(base_url=server.url, viewport={"width": 1440, "height": 900})
    yield from _page(chromium, context, request)


@pytest.fixture
def page(
    browser: Browser, chromium: Chromium, server: RunningServer, signed_in: Path, request: pytest.FixtureRequest
) -> Iterator[Page]:
    """The administrator's page."""
    context = browser.new_context(
        base_url=server.url, storage_state=signed_in, viewport={"width": 1440, "height": 900}, locale="en-GB"
    )
    yield from _page(chromium, context, request)


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Asserts that a page has no accessibility fault that axe can find."""

    def check(page: Page) -> None:
        # What is still fading in has not its colours yet.
        page.evaluate("Promise.all(document.getAnimations().map(one => one.finished.catch(() => null)))")
        found = violations(page)
        assert not found, f"{page.url}\n{describe(found)}"

    return check


def _page(chromium: Chromium, context: BrowserContext, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page whose uncaught errors and refused scripts fail the test; a failed test leaves a picture and the log."""
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto = _then_ready(page, page.goto)  # type: ignore[method-assign]
    page.wait_for_url = _then_ready(page, page.wait_for_url)  # type: ignore[method-assign]
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console", lambda message: errors.append(message.text) if "Content Security Policy" in message.text else None
    )
    yield page
    outcome = getattr(request.node, "outcome", None)
    if errors or (outcome and outcome.failed):
        pictures = ROOT / "var" / "e2e"
        pictures.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=pictures / f"{re.sub(r'[^a-z0-9]+', '-', request.node.name.lower())}.png", full_page=True)
        server: RunningServer = request.getfixturevalue("server")
        print(f"The end of the server's log:\n{(server.var / 'server.log').read_text()[-4000:]}")
    chromium.close(context)
    assert not errors, errors


def _then_ready(page: Page, go: Callable[..., Any]) -> Callable[..., Any]:
    """A page is there before all of it answers; a person is slower than that, a test is not."""

    def gone(*arguments: Any, **options: Any) -> Any:
        answer = go(*arguments, **options)
        if page.locator('script[src$="ui/js/islands.js"]').count():
            page.wait_for_selector("html[data-ready]", state="attached")
        return answer

    return gone


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if report.when == "call":
        item.outcome = report  # type: ignore[attr-defined]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, so that both processes end together."""
    items.sort(key=lambda item: FIRST.index(item.path.stem) if item.path.stem in FIRST else len(FIRST))
