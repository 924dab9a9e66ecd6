"""The daily path: a customer is met, called, and never left without a next step."""

import re

from playwright.sync_api import Page, expect


def _add_contact(page: Page, first_name: str, last_name: str) -> None:
    page.goto("/contacts/new")
    page.get_by_label("First name").fill(first_name)
    page.get_by_label("Last name").fill(last_name)
    page.locator("main form[data-save] .form-foot button").first.click()
    page.wait_for_url(re.compile(r"/contacts/\d+$"))


def test_from_the_first_meeting_to_the_next_step(page: Page) -> None:
    page.goto("/contacts/new")
    page.get_by_label("First name").fill("Jadwiga")
    page.get_by_label("Last name").fill("Żółkiewska")
    account = page.get_by_role("combobox", name="Account")
    account.fill("Piekarnia Pod Złotym Kłosem")
    page.locator("[role=option][data-create]").click()
    dialog = page.locator("#dialog")
    expect(dialog.get_by_label("Name", exact=False).first).to_have_value("Piekarnia Pod Złotym Kłosem")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden()
    expect(account).to_have_value("Piekarnia Pod Złotym Kłosem")
    page.locator("main form[data-save] .form-foot button").first.click()
    page.wait_for_url(re.compile(r"/contacts/\d+$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jadwiga Żółkiewska")
    expect(page.get_by_role("region", name="Facts")).to_contain_text("Piekarnia Pod Złotym Kłosem")

    composer = page.locator("form.composer")
    timeline = page.get_by_role("region", name="Timeline")
    composer.get_by_text("Call", exact=True).click()
    composer.get_by_label("Text").fill("Wants to taste the light roast")
    composer.get_by_label("Text").press("Control+Enter")
    expect(timeline.locator("ol.timeline")).to_contain_text("Wants to taste the light roast")

    composer.get_by_text("Task", exact=True).click()
    composer.get_by_label("Text").fill("Send samples")
    composer.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Done: Send samples").click()
    dialog.get_by_label("Next step").fill("Ask how the samples tasted")
    dialog.get_by_role("button", name="Done").click()
    expect(page.get_by_role("button", name="Done: Ask how the samples tasted")).to_be_visible()
    expect(page.get_by_role("button", name="Done: Send samples")).to_have_count(0)
    expect(timeline.locator("ol.timeline")).to_contain_text("Send samples")


def test_a_town_is_found_without_its_accents_by_keys_alone(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Search")).to_be_focused()
    page.keyboard.type("lodz")
    expect(page.locator("#palette-results [role=option]").filter(has_text="Łódź").first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/(accounts|contacts)/\d+$"))
    expect(page.locator("main")).to_contain_text("Łódź")


def test_two_people_who_change_one_field_see_both_values(page: Page) -> None:
    _add_contact(page, "Konrad", "Konfliktní")
    other = page.context.new_page()
    other.goto(page.url)
    for each in (page, other):
        each.get_by_text(re.compile("empty fields")).click()
        each.get_by_role("button", name="Edit job title", exact=False).click()
    other.locator("form.in-place input[name=job_title]").fill("Buyer")
    other.locator("form.in-place").get_by_role("button", name="Save").click()
    expect(other.locator("#fact-job_title")).to_have_text("Buyer")

    page.locator("form.in-place input[name=job_title]").fill("Head roaster")
    page.locator("form.in-place").get_by_role("button", name="Save").click()
    expect(page.locator("form.in-place .error")).to_contain_text("Buyer")
    expect(page.locator("form.in-place input[name=job_title]")).to_have_value("Head roaster")
    other.reload()
    expect(other.get_by_role("region", name="Facts")).to_contain_text("Buyer")
    expect(other.get_by_role("region", name="Facts")).not_to_contain_text("Head roaster")


def test_an_old_value_is_brought_back_from_the_history(page: Page) -> None:
    _add_contact(page, "Hynek", "Historický")
    record = page.url
    for name in ("Hynek", "Zdeněk"):
        page.goto(f"{record}/edit")
        page.get_by_label("Nickname").fill(name)
        page.locator("main form[data-save] .form-foot button").first.click()
        page.wait_for_url(record)
    page.goto(f"{record}/history")
    row = page.get_by_role("row").filter(has_text="Zdeněk")
    row.get_by_role("button", name="Restore this value").click()
    page.goto(record)
    expect(page.get_by_role("region", name="Facts").locator("#fact-nickname")).to_have_text("Hynek")


def test_what_is_deleted_comes_back_from_the_bin(page: Page) -> None:
    _add_contact(page, "Beata", "Binkowska")
    record = page.url
    page.locator(".record-head").get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Delete").click()
    page.wait_for_url(re.compile(r"/contacts/(\?.*)?$"))
    gone = page.request.get(record)
    assert gone.status == 404
    page.goto("/contacts/bin")
    page.get_by_role("row").filter(has_text="Beata Binkowska").get_by_role("button", name="Restore").click()
    page.goto(record)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Beata Binkowska")


def test_a_customer_is_served_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/")
    page.get_by_role("banner").get_by_role("link", name="Menu").or_(
        page.get_by_role("banner").get_by_role("button", name="Menu")
    ).first.click()
    page.get_by_role("navigation").get_by_role("link", name="Contacts").click()
    page.wait_for_url(re.compile("/contacts/"))
    page.locator("[data-rows] a").first.click()
    page.wait_for_url(re.compile(r"/contacts/\d+$"))
    page.locator("form.composer").get_by_label("Text").fill("Met at the fair")
    page.locator("form.composer").get_by_role("button", name="Save").click()
    expect(page.locator("ol.timeline")).to_contain_text("Met at the fair")


def test_a_colleague_is_mentioned_by_the_first_letters(page: Page) -> None:
    _add_contact(page, "Zmínka", "Wspomniana")
    page.wait_for_load_state("networkidle")
    text = page.locator("form.composer").get_by_label("Text")
    text.press_sequentially("Please call @nov")
    expect(page.get_by_role("option", name="Petra Nová")).to_be_visible()
    text.press("Enter")
    expect(text).to_have_value("Please call @Petra Nová ")
    text.press("Control+Enter")
    expect(page.locator("ol.timeline")).to_contain_text("Please call @Petra Nová")
