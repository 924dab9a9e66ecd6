"""Every screen against WCAG 2.2 AA, in the light and the dark theme."""

import pytest
from playwright.sync_api import Page, expect

from e2e.accessibility import describe, violations

WORK = (
    "/",
    "/accounts/",
    "/contacts/?sort=name",
    "/activities/?view=open",
    "/accounts/board",
    "/activities/calendar",
    "/accounts/1",
    "/contacts/1",
    "/activities/1",
    "/contacts/new",
    "/accounts/1/edit",
    "/accounts/1/history",
    "/accounts/1/organisation",
    "/accounts/bin",
    "/greetings",
    "/calendar-feed",
    "/search/results?q=lodz",
    "/contacts/duplicates",
    "/contacts/merges",
    "/contacts/import",
    "/imports",
)
OFFICE = (
    "/notifications",
    "/preferences",
    "/office/settings",
    "/office/hours",
    "/office/currencies",
    "/office/numbering",
    "/office/people",
    "/office/people/1",
    "/office/teams",
    "/office/roles",
    "/office/roles/2",
    "/office/objects",
    "/office/objects/graph",
    "/office/objects/new",
    "/office/objects/bin",
    "/office/objects/bring-in",
    "/office/objects/customers.account",
    "/office/objects/customers.account/rights",
    "/office/objects/customers.account/fields/new",
    "/office/objects/customers.account/fields/new?kind=choice",
    "/office/objects/templates/banking",
    "/office/jobs",
    "/styleguide/",
    "/api/docs",
)


@pytest.mark.parametrize("addresses", [WORK, OFFICE], ids=["work", "office"])
def test_every_screen_is_accessible_in_both_themes(page: Page, addresses: tuple[str, ...]) -> None:
    page.emulate_media(reduced_motion="reduce")
    found = []
    for address in addresses:
        page.emulate_media(color_scheme="light")
        response = page.goto(address)
        assert response is not None and response.ok, address
        for theme, rules in (("light", None), ("dark", ["color-contrast"])):
            page.emulate_media(color_scheme=theme)
            if faults := violations(page, rules):
                found.append(f"{address} ({theme})\n{describe(faults)}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("button", ["Filter", "Columns"])
def test_the_dialogs_of_a_list_are_accessible(page: Page, axe, button: str) -> None:  # type: ignore[no-untyped-def]
    page.goto("/accounts/")
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator("#dialog h2")).to_be_visible()
    axe(page)


@pytest.mark.parametrize("address", ["/", "/contacts/", "/contacts/1", "/contacts/new", "/accounts/board"])
def test_no_page_is_wider_than_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
