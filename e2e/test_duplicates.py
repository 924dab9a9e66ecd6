"""A duplicate is noticed while it is typed, merged field by field, and taken apart again."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

RECORD = re.compile(r"/contacts/\d+$")


def make_contact(page: Page, first: str, *, job_title: str) -> None:
    page.goto("/contacts/new")
    page.locator("[name=first_name]").fill(first)
    page.locator("[name=last_name]").fill("Zdvojená")
    page.locator("[name=job_title]").fill(job_title)
    page.locator("[name=emails-0-value]").fill("bohumila@zdvojena.example")


def test_a_duplicate_is_noticed_merged_and_taken_apart(page: Page, axe: Callable[[Page], None]) -> None:
    make_contact(page, "Bohumila", job_title="Buyer")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(RECORD)

    make_contact(page, "B.", job_title="Head of purchasing")
    expect(page.get_by_role("link", name="Bohumila Zdvojená")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(RECORD)

    page.get_by_role("link", name="Compare with Bohumila Zdvojená").click()
    axe(page)
    page.get_by_role("radio", name="Head of purchasing").check()
    expect(page.locator("#merge-result")).to_contain_text("Head of purchasing")
    page.get_by_role("button", name="Merge", exact=True).click()
    page.wait_for_url(RECORD)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Zdvojená")
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(page.locator("#toasts")).to_contain_text("The merge is undone.")

    page.goto("/contacts/duplicates?rule=emails")
    expect(page.get_by_role("link", name="Bohumila Zdvojená")).to_be_visible()
    axe(page)
