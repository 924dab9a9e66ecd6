from collections.abc import Callable

from playwright.sync_api import Page, expect


def test_a_visitor_is_asked_to_sign_in(visitor: Page, axe: Callable[[Page], None]) -> None:
    visitor.goto("/")

    expect(visitor.locator("input[type=password]")).to_be_visible()
    axe(visitor)


def test_the_administrator_gets_in(page: Page) -> None:
    response = page.goto("/")

    assert response is not None and response.ok
    assert "/people/login" not in page.url
