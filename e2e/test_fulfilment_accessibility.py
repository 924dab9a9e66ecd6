"""What follows a sale, its catalogue and its offices, against WCAG 2.2 AA in both themes, and none wider than a phone."""

import pytest
from playwright.sync_api import Page

from e2e.accessibility import assert_all_accessible_on_a_phone_too

BACK_OFFICE = (
    "/orders/",
    "/orders/1",
    "/orders/new",
    "/deliveries/",
    "/deliveries/1",
    "/returns/",
    "/returns/1",
    "/invoices/",
    "/invoices/1",
    "/invoices/1/print",
    "/payments/",
    "/payments/1",
    "/reminders/",
    "/reminders/1",
    "/handovers/",
    "/handovers/1",
    "/credit-terms/1",
)
CATALOGUE = (
    "/products/",
    "/products/1",
    "/products/new",
    "/products/4/variants",
    "/products/4/parts",
    "/price-lists/1",
    "/price-lists/1/prices",
    "/promotions/1",
    "/settings/taxes",
    "/settings/discount-limits",
)
INSIGHT = ("/insight/targets", "/insight/forecast", "/insight/pipeline", "/insight/customers", "/targets/1")
OFFICE = (
    "/office/pipelines",
    "/office/pipelines/1",
    "/office/stages/4",
    "/office/pipelines/1/stages/new",
    "/office/leads",
    "/office/leads/scoring/new",
    "/office/leads/assignment/new",
    "/office/billing",
)


@pytest.mark.parametrize(
    "addresses", [BACK_OFFICE, CATALOGUE, INSIGHT, OFFICE], ids=["back office", "catalogue", "insight", "office"]
)
def test_every_page_is_accessible_and_fits_a_phone(page: Page, addresses: tuple[str, ...]) -> None:
    assert_all_accessible_on_a_phone_too(page, addresses)


def test_an_approval_is_accessible_and_fits_a_phone(page: Page) -> None:
    # The first that is there: other tests put some away and make others.
    page.goto("/office/pipelines")
    address = page.locator('main a[href^="/office/policies/"]').first.get_attribute("href")
    assert_all_accessible_on_a_phone_too(page, (address or "/office/policies/",))
