"""A browser that answers nothing any more costs its own test, and none of those after it."""

import os
import signal

import pytest

from e2e.chromium import Chromium


@pytest.mark.parametrize("asked", ["the context", "the page", "the browser"])
def test_one_that_stands_still_while_closing_is_followed_by_another(chromium: Chromium, asked: str) -> None:
    page = chromium.browser.new_page()
    closed = {"the context": page.context, "the page": page, "the browser": chromium.browser}[asked]
    os.kill(chromium.process, signal.SIGSTOP)
    with pytest.warns(UserWarning, match="The browser was ended"):
        chromium.close(closed, seconds=1)
    page = chromium.browser.new_page()
    assert page.evaluate("1 + 1") == 2
    chromium.close(page.context)
