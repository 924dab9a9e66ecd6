"""The pages of selling, up to the quote, against WCAG 2.2 AA in both themes, and none wider than a phone."""

import pytest
from playwright.sync_api import Page

from e2e.accessibility import assert_all_accessible_on_a_phone_too

LEADS = (
    "/leads/",
    "/leads/board",
    "/leads/1",
    "/leads/14",
    "/leads/46",
    "/leads/new",
    "/lead-forms/1",
    "/lead-forms/new",
)
OPPORTUNITIES = (
    "/opportunities/",
    "/opportunities/board",
    "/opportunities/calendar?whose=all",
    "/opportunities/schedule?view=open",
    "/opportunities/schedule?scale=weeks&group=stage",
    "/opportunities/2",
    "/opportunities/25",
    "/opportunities/new",
    "/approvals",
)
QUOTES = (
    "/quotes/",
    "/quotes/1",
    "/quotes/1/lines",
    "/quotes/13",
    "/quotes/13/evidence",
    "/quotes/28/versions",
    "/quotes/6/print",
)


@pytest.mark.parametrize("addresses", [LEADS, OPPORTUNITIES, QUOTES], ids=["leads", "opportunities", "quotes"])
def test_every_page_is_accessible_and_fits_a_phone(page: Page, addresses: tuple[str, ...]) -> None:
    assert_all_accessible_on_a_phone_too(page, addresses)
