"""A visitor fills the form on the firm's website in, somebody is given the lead in time and makes a deal of it."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect


def test_from_the_public_form_to_an_opportunity(page: Page, visitor: Page, axe: Callable[[Page], None]) -> None:
    page.goto("/lead-forms/")
    page.get_by_role("link", name="Website: which machine?").click()
    address = page.get_by_label("Public address").input_value()

    visitor.goto(address[address.index("/f/") :])
    axe(visitor)
    visitor.get_by_label("First name").fill("Zdislava")
    visitor.get_by_label("Last name").fill("Formulářová")
    visitor.get_by_label("Company").fill("Pražírna Na Rohu")
    visitor.get_by_label("E-mail").fill("zdislava@prazirna-na-rohu.cz")
    visitor.get_by_label("Telephone").fill("+420 601 777 888")
    visitor.get_by_label("How can we help you?").fill("Two machines for our shop")
    # Without consent, and quicker than anybody types: what was typed stays.
    visitor.get_by_role("button", name="Send").click()
    visitor.get_by_label("I agree that").check()
    expect(visitor.get_by_label("Last name")).to_have_value("Formulářová")
    thanks = visitor.get_by_role("heading", name="Thank you")
    for _try in range(4):
        visitor.wait_for_timeout(2_200)
        visitor.get_by_role("button", name="Send").click()
        visitor.wait_for_load_state()
        if thanks.count():
            break
    expect(thanks).to_be_visible()
    axe(visitor)

    page.goto("/leads/")
    page.get_by_role("link", name="Zdislava Formulářová – Pražírna Na Rohu").click()
    expect(page.get_by_role("timer")).to_contain_text("left to call")
    expect(page.get_by_role("region", name="Facts")).to_contain_text(re.compile("Petra|Marek|Piotr"))
    expect(page.locator(".panel", has_text="Consents")).to_contain_text("I agree that")
    page.get_by_text(re.compile(r"^Why \d+\?$")).click()
    expect(page.locator("details.why")).to_contain_text("A firm stands behind it")
    axe(page)

    page.get_by_role("button", name="Convert").click()
    dialog = page.locator("#dialog")
    expect(dialog).to_contain_text("New: Pražírna Na Rohu")
    axe(page)
    dialog.get_by_label("Its name").fill("Two machines for the corner")
    dialog.get_by_role("button", name="Convert").click()
    page.wait_for_url(re.compile(r"/opportunities/\d+$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Two machines for the corner")
    expect(page.get_by_role("region", name="Facts")).to_contain_text("Pražírna Na Rohu")

    page.locator("#toasts").get_by_role("button", name="Undo").click()
    page.wait_for_url(re.compile(r"/leads/\d+$"))
    expect(page.get_by_role("button", name="Convert")).to_be_visible()
