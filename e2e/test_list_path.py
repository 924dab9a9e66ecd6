"""Lists: narrowed, kept as views, changed in bulk, walked through, moved on boards."""

import re

from playwright.sync_api import Browser, Page, expect


def test_a_filter_is_kept_as_a_view_and_its_address_shared(page: Page, browser: Browser) -> None:
    page.goto("/accounts/")
    page.get_by_role("button", name="Filter", exact=True).click()
    dialog = page.locator("#dialog")
    dialog.get_by_label("Field").select_option("city")
    dialog.get_by_label("Value").fill("Łódź")
    dialog.get_by_role("button", name="Show").click()
    page.wait_for_url(re.compile("filter="))
    expect(page.locator(".filter")).to_contain_text("Łódź")
    shown = page.locator("[data-rows] [data-id]").count()
    assert shown
    page.locator(".head").get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Keep as a view…").click()
    dialog.get_by_label("Name").fill("In Łódź")
    dialog.get_by_label("Shown to").select_option("all")
    dialog.get_by_role("button", name="Keep").click()
    page.wait_for_url(re.compile(r"view=\d+"))

    other = page.context.new_page()
    other.goto(page.url)
    expect(other.get_by_role("link", name="In Łódź")).to_have_attribute("aria-current", "page")
    expect(other.locator("[data-rows] [data-id]")).to_have_count(shown)


def test_rows_follow_as_one_scrolls_and_records_follow_one_another(page: Page) -> None:
    page.goto("/contacts/")
    rows = page.locator("[data-rows] [data-id]")
    expect(rows).to_have_count(50)
    page.locator("tr.following").scroll_into_view_if_needed()
    expect(rows).to_have_count(100)
    numbers = rows.evaluate_all("rows => rows.map(row => row.dataset.id)")
    assert len(set(numbers)) == 100

    rows.nth(60).locator("a").first.click()
    page.wait_for_url(re.compile(rf"/contacts/{numbers[60]}$"))
    expect(page.get_by_role("navigation", name="Neighbours in the list")).to_be_visible()
    page.keyboard.press("]")
    page.wait_for_url(re.compile(rf"/contacts/{numbers[61]}$"))
    expect(page.get_by_role("navigation", name="Neighbours in the list")).to_be_visible()
    page.keyboard.press("[")
    page.wait_for_url(re.compile(rf"/contacts/{numbers[60]}$"))


def test_a_column_keeps_the_width_it_is_given(page: Page) -> None:
    page.goto("/accounts/")
    grip = page.locator("th[data-field=city] .grip")
    before = page.locator("th[data-field=city]").bounding_box()
    box = grip.bounding_box()
    assert before and box
    page.mouse.move(box["x"] + 3, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 83, box["y"] + 5, steps=4)
    with page.expect_response(re.compile("views/width")) as kept:
        page.mouse.up()
    assert kept.value.ok
    page.reload()
    after = page.locator("th[data-field=city]").bounding_box()
    assert after and after["width"] > before["width"] + 60


def test_all_that_match_are_changed_at_once_and_changed_back(page: Page) -> None:
    page.goto('/accounts/?where=city+%3D+"Bristol"')
    count = int(page.locator("h1 .count").inner_text())
    assert count
    page.get_by_label("Select all on this page").check()
    page.locator("#bulk").get_by_role("button", name="Edit").click()
    dialog = page.locator("#dialog")
    dialog.get_by_label("Add tags").fill("harbour")
    dialog.get_by_role("button", name="Change").click()
    undo = page.locator(".toasts").get_by_role("button", name="Undo")
    expect(undo).to_be_visible(timeout=30_000)
    tagged = '/accounts/?where=tags+has+any+"harbour"'
    page.goto(tagged)
    expect(page.locator("h1 .count")).to_have_text(str(count))
    page.go_back()


def test_a_cell_is_edited_where_it_stands(page: Page) -> None:
    page.goto("/contacts/")
    row = page.locator("[data-rows] [data-id]").first
    heads = page.locator("thead th")
    cell = row.locator("td").nth(heads.evaluate_all("all => all.findIndex(one => one.dataset.field === 'job_title')"))
    cell.dblclick()
    cell.get_by_label("Job title").fill("Head roaster")
    cell.get_by_label("Job title").press("Enter")
    expect(cell).to_have_text("Head roaster")


def test_a_card_is_moved_by_mouse_and_by_keyboard(page: Page) -> None:
    page.goto("/accounts/board")
    first, second = page.locator(".lane-cards").nth(0), page.locator(".lane-cards").nth(1)
    card = first.locator(".board-card").first
    number = card.get_attribute("data-id")
    # Once moved, the board is read anew; what is opened before that is closed by it.
    with (
        page.expect_response(re.compile("board/move")) as moved,
        page.expect_response(lambda answer: answer.url.endswith("/board") and answer.request.method == "GET"),
    ):
        card.drag_to(second, target_position={"x": 40, "y": 30})
    assert moved.value.ok
    expect(second.locator(f'[data-id="{number}"]')).to_be_visible()

    card = second.locator(f'[data-id="{number}"]')
    card.locator("summary").focus()
    page.keyboard.press("Enter")
    lane = first.get_attribute("data-lane")
    card.get_by_label("To").select_option(lane)
    card.get_by_role("button", name="Move", exact=True).focus()
    with page.expect_response(re.compile("board/move")) as moved:
        page.keyboard.press("Enter")
    assert moved.value.ok
    page.reload()
    expect(page.locator(f'.lane-cards[data-lane="{lane}"] [data-id="{number}"]')).to_have_count(1)


def test_an_activity_is_dragged_to_another_day(page: Page) -> None:
    page.goto("/activities/new")
    page.get_by_label("Subject").fill("Draggable visit")
    page.locator("main form[data-save] .form-foot button").first.click()
    page.wait_for_url(re.compile(r"/activities/\d+$"))
    page.goto("/activities/calendar")
    event = page.locator(".fc-event:not(.done)").first
    event.scroll_into_view_if_needed()
    box = event.bounding_box()
    assert box
    with page.expect_response(re.compile(r"calendar/\d+/move")) as moved:
        page.mouse.move(box["x"] + 20, box["y"] + 8)
        page.mouse.down()
        page.mouse.move(box["x"] + 30, box["y"] + 40, steps=5)
        page.mouse.move(box["x"] + 30, box["y"] + 80, steps=5)
        page.mouse.up()
    assert moved.value.ok
