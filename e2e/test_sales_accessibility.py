"""Every page of sales against WCAG 2.2 AA, in the light and the dark theme, and none wider than a phone."""

import pytest
from playwright.sync_api import Page

from e2e.accessibility import describe, violations

SELLING = (
    "/leads/",
    "/leads/board",
    "/leads/1",
    "/leads/14",
    "/leads/46",
    "/leads/new",
    "/lead-forms/1",
    "/lead-forms/new",
    "/opportunities/",
    "/opportunities/board",
    "/opportunities/calendar?whose=all",
    "/opportunities/schedule?view=open",
    "/opportunities/schedule?scale=weeks&group=stage",
    "/opportunities/2",
    "/opportunities/25",
    "/opportunities/new",
    "/approvals",
    "/quotes/",
    "/quotes/1",
    "/quotes/1/lines",
    "/quotes/13",
    "/quotes/13/evidence",
    "/quotes/28/versions",
    "/quotes/6/print",
)
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
    "/office/policies/",
    "/office/leads",
    "/office/leads/scoring/new",
    "/office/leads/assignment/new",
    "/office/billing",
)


@pytest.mark.parametrize(
    "addresses",
    [SELLING, BACK_OFFICE, CATALOGUE, INSIGHT, OFFICE],
    ids=["selling", "back office", "catalogue", "insight", "office"],
)
def test_every_page_is_accessible_and_fits_a_phone(page: Page, addresses: tuple[str, ...]) -> None:
    page.emulate_media(reduced_motion="reduce")
    found = []
    for address in addresses:
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 1440, "height": 900})
        response = page.goto(first_below(page, address) if address.endswith("/policies/") else address)
        assert response is not None and response.ok, address
        page.wait_for_load_state("networkidle")
        for theme, rules in (("light", None), ("dark", ["color-contrast"])):
            page.emulate_media(color_scheme=theme)
            if faults := violations(page, rules):
                found.append(f"{address} ({theme})\n{describe(faults)}")
        page.set_viewport_size({"width": 390, "height": 844})
        if faults := violations(page, ["target-size"]):
            found.append(f"{address} (phone)\n{describe(faults)}")
        if (more := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
            found.append(f"{address} is {more} pixels wider than a phone")
    assert not found, "\n".join(found)


def first_below(page: Page, address: str) -> str:
    """Of the approvals: other tests put some away and make others."""
    page.goto("/office/pipelines")
    return page.locator(f'main a[href^="{address}"]').first.get_attribute("href") or address
