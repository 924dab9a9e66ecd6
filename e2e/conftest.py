"""One server and one browser for all tests; a signed-in page for each."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from e2e.accessibility import describe, violations
from e2e.running import ADMINISTRATOR, ROOT, RunningServer, running_server

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with running_server(tmp_path_factory.mktemp("var"), "--demo") as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def signed_in(browser: Browser, server: RunningServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The administrator's cookies; signing in once is enough for all tests."""
    context = browser.new_context(base_url=server.url)
    page = context.new_page()
    page.goto("/people/login/")
    page.get_by_role("textbox", name=re.compile("e-?mail", re.IGNORECASE)).fill(ADMINISTRATOR[0])
    page.locator("input[type=password]").fill(ADMINISTRATOR[1])
    page.locator("form:has(input[type=password]) button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/people/login" not in url)
    cookies = tmp_path_factory.mktemp("browser") / "administrator.json"
    context.storage_state(path=cookies)
    context.close()
    return cookies


@pytest.fixture
def visitor(browser: Browser, server: RunningServer, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of somebody who has not signed in."""
    yield from _page(browser.new_context(base_url=server.url, viewport={"width": 1440, "height": 900}), request)


@pytest.fixture
def page(browser: Browser, server: RunningServer, signed_in: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The administrator's page."""
    context = browser.new_context(
        base_url=server.url, storage_state=signed_in, viewport={"width": 1440, "height": 900}, locale="en-GB"
    )
    yield from _page(context, request)


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Asserts that a page has no accessibility fault that axe can find."""

    def check(page: Page) -> None:
        found = violations(page)
        assert not found, f"{page.url}\n{describe(found)}"

    return check


def _page(context: BrowserContext, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page whose uncaught errors and refused scripts fail the test; a failed test leaves a picture."""
    page = context.new_page()
    page.set_default_timeout(15_000)
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
    context.close()
    assert not errors, errors


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if report.when == "call":
        item.outcome = report  # type: ignore[attr-defined]
