"""What pops up wears the sign of its kind, whichever way it comes."""

import pytest
from playwright.sync_api import Page, expect

SIGNS = {"success": "i-circle-check", "error": "i-circle-alert", "info": "i-info"}


@pytest.mark.parametrize("tone", SIGNS)
def test_a_notice_shows_the_sign_of_its_kind_alone(page: Page, tone: str) -> None:
    page.goto("/accounts/")
    page.evaluate("tone => document.dispatchEvent(new CustomEvent('toast', {detail: {text: 'So it is', tone}}))", tone)
    notice = page.locator(".notice", has_text="So it is")
    for kind, sign in SIGNS.items():
        expect(notice.locator(f".{sign}")).to_be_visible(visible=kind == tone)
