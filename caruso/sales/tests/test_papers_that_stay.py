"""The page of a paper offers no change that would be refused."""

from typing import Any

import pytest
from django.test import Client

from caruso.customers.models import Account
from caruso.kernel.models import User
from caruso.sales.from_order import invoice_order
from caruso.sales.tests.papers import invoice_of, order_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(anna: User) -> Client:
    browser = Client()
    browser.force_login(anna)
    return browser


def offered(browser: Client, slug: str, paper: Any) -> dict[str, bool]:
    page = browser.get(f"/{slug}/{paper.pk}").content.decode()
    at = f"/{slug}/{paper.pk}"
    return {
        "edit": f'href="{at}/edit"' in page,
        "pencils": f'hx-get="{at}/field/account"' in page,
        "owner": f'hx-get="{at}/field/owner"' in page,
        "delete": 'form="delete-record"' in page,
    }


ALL = {"edit": True, "pencils": True, "owner": True, "delete": True}
NONE_BUT_THE_OWNER = {"edit": False, "pencils": False, "owner": True, "delete": False}


def test_an_issued_invoice_is_only_handed_to_another_owner(bistro: Account, anna: User, browser: Client) -> None:
    invoice = invoice_of(bistro, anna, ("Cup", 1, 100, 0))
    assert offered(browser, "invoices", invoice) == ALL
    invoice.issue(by=anna)
    assert offered(browser, "invoices", invoice) == NONE_BUT_THE_OWNER


def test_a_cancelled_order_can_only_be_deleted_until_it_is_opened_again(
    bistro: Account, anna: User, browser: Client
) -> None:
    order = order_of(bistro, anna, ("Cup", 1, 100))
    assert offered(browser, "orders", order) == ALL
    order.cancel(by=anna)
    assert offered(browser, "orders", order) == NONE_BUT_THE_OWNER | {"delete": True}
    order.reopen(by=anna)
    assert offered(browser, "orders", order) == ALL


def test_an_order_of_which_something_is_invoiced_is_not_deleted(bistro: Account, anna: User, browser: Client) -> None:
    order = order_of(bistro, anna, ("Cup", 1, 100))
    invoice_order(order, by=anna)
    assert offered(browser, "orders", order)["delete"] is False
