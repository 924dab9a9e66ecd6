"""Over a database that the firm already has: its meters are seen beside the contact whose they are."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from uuid import uuid4

import pymysql
import pytest
from playwright.sync_api import Page, expect

SCHEMA = (
    "CREATE TABLE customers (id INT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(80) NOT NULL, email VARCHAR(120))",
    "CREATE TABLE meters (id INT AUTO_INCREMENT PRIMARY KEY, serial_no VARCHAR(20) NOT NULL UNIQUE,"
    " customer_id INT, state ENUM('A', 'D') NOT NULL DEFAULT 'A', reading DECIMAL(12,3),"
    " FOREIGN KEY (customer_id) REFERENCES customers (id))",
    "INSERT INTO customers (name, email) VALUES ('Łódź Waterworks', 'water@example.com'), ('Žižkov Hotel', 'hotel@example.com')",
    "INSERT INTO meters (serial_no, customer_id, state, reading) VALUES"
    " ('M-001', 1, 'A', 120.5), ('M-002', 1, 'D', 7), ('M-003', 2, 'A', 1)",
)


@pytest.fixture
def waterworks() -> Iterator[str]:
    """A MariaDB database of another program."""
    name = f"waterworks_{uuid4().hex[:12]}"
    try:
        server = closing(pymysql.connect(host="127.0.0.1", user="root", connect_timeout=3, charset="utf8mb4"))
    except pymysql.err.OperationalError as problem:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"no MariaDB answers at 127.0.0.1:3306: {problem}")
    with server as admin:
        cursor = admin.cursor()
        cursor.execute(f"CREATE DATABASE {name} CHARACTER SET utf8mb4")
        cursor.execute(f"USE {name}")
        for statement in SCHEMA:
            cursor.execute(statement)
        admin.commit()
        yield name
        cursor.execute(f"DROP DATABASE {name}")


def test_the_meters_of_a_database_that_exists_are_seen_on_the_page_of_their_contact(
    page: Page, waterworks: str, axe: Callable[[Page], None]
) -> None:
    page.goto("/databases/")
    axe(page)
    page.get_by_role("link", name="Connect a database").click()
    page.get_by_label("Name").first.fill(waterworks)
    page.get_by_label("Kind").select_option("mariadb")
    page.locator("[name=host]").fill("127.0.0.1")
    page.locator("[name=database]").fill(waterworks)
    page.locator("[name=username]").fill("root")
    axe(page)
    page.get_by_role("button", name="Connect").click()
    page.wait_for_url(re.compile(r"/databases/\d+$"))
    database = page.url
    axe(page)

    page.get_by_role("link", name="Map customers").click()
    axe(page)
    page.get_by_label("One record, in English").fill("Consumer")
    page.get_by_label("Several, in English").fill("Consumers")
    page.get_by_label("Belongs with").first.select_option("customers.contact:emails.value")
    page.get_by_label("by the column").first.select_option("email")
    page.get_by_role("button", name="Make the object").click()
    page.wait_for_url(re.compile(r"/consumers/$"))
    expect(page.get_by_role("link", name="Łódź Waterworks")).to_be_visible()

    page.goto(database)
    page.get_by_role("link", name="Map meters").click()
    state = page.locator("li.mapping-row").filter(has_text="state")
    state.get_by_label("Kind").select_option("choice")
    state.get_by_role("button", name="Fill in the values found").click()
    meanings = state.get_by_label("Meaning in en")
    expect(meanings).to_have_count(2)
    meanings.nth(0).fill("active")
    meanings.nth(1).fill("dismantled")
    state.get_by_label("Colour").first.select_option("green")
    axe(page)
    page.get_by_role("button", name="Make the object").click()
    page.wait_for_url(re.compile(r"/meters/$"))
    expect(page.locator("table.list")).to_contain_text("dismantled")
    axe(page)
    page.get_by_role("searchbox", name="Search meters").fill("m-002")
    page.keyboard.press("Enter")
    expect(page.locator("table.list tbody tr")).to_have_count(1)

    page.goto("/contacts/new?emails-0-value=water@example.com")
    page.get_by_label("First name").fill("Wanda")
    page.get_by_label("Last name").fill("Wodnik")
    page.locator("[name='emails-0-value']").fill("water@example.com")
    page.locator("main form[data-save] .form-foot button").first.click()
    page.wait_for_url(re.compile(r"/contacts/\d+$"))
    panel = page.locator("section.panel").filter(has=page.get_by_role("heading", name="Meters"))
    expect(panel).to_contain_text("M-001")
    expect(panel).to_contain_text("dismantled")
    expect(panel).not_to_contain_text("M-003")
    axe(page)
    panel.get_by_role("link", name="M-001").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("M-001")
    expect(page.get_by_role("region", name="Facts")).to_contain_text("Łódź Waterworks")
    axe(page)
    page.get_by_role("region", name="Facts").get_by_role("link", name="Łódź Waterworks").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Łódź Waterworks")
    expect(page.locator("section.panel").filter(has_text="Wanda Wodnik").first).to_be_visible()
    panel = page.locator("section.panel").filter(has=page.get_by_role("heading", name="Meters"))
    expect(panel).to_contain_text("M-002")
    expect(panel).not_to_contain_text("M-003")
    axe(page)
