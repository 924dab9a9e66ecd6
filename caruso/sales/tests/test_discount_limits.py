"""What counts as a discount is how far a paper ends below the prices that hold; above one's limit somebody says yes."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from caruso.customers.models import Account
from caruso.kernel.models import User
from caruso.sales.discount_limits import discount_above_limit
from caruso.sales.from_quote import order_for
from caruso.sales.models import Approval, DiscountLimit, Handover, Invoice, Order, Product, Promotion, Quote, QuoteLine
from caruso.sales.models.quote_answer import Evidence
from caruso.sales.tests.offers import draft, sent
from caruso.sales.tests.papers import invoice_of, line_of_order, order_of
from caruso.sales.tests.test_pricing import listed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def limit(petra: User, marek: User) -> None:
    """Petra gives ten percent alone; Marek leads her team."""
    DiscountLimit.objects.create(role=petra.roles.get(), percent=Decimal(10))
    petra.team.leader = marek
    petra.team.save()


@pytest.fixture
def machine(petra: User) -> Product:
    return Product(name="Machine", price=Decimal(1000), currency="CZK", owner=petra).create(by=petra)


def entered(person: User) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def rows(*lines: dict[str, Any]) -> dict[str, Any]:
    """The lines as the editor posts them."""
    plain = {"unit": "piece", "tax_class": "standard", "quantity": "1", "chosen": "on"}
    typed = {f"r{at}-{name}": value for at, line in enumerate(lines) for name, value in {**plain, **line}.items()}
    return {"row": [f"r{at}" for at in range(len(lines))], "do": "save", **typed}


def given(account: Account, by: User, *lines: dict[str, Any], **values: Any) -> Decimal:
    found = discount_above_limit(draft(account, by, *lines, **values), by)
    return found.given if found else Decimal(0)


def order_typed(account: Account, by: User, *lines: dict[str, Any]) -> Order:
    """An order whose lines were typed on its page."""
    order = Order(account=account, owner=by, currency="CZK").create(by=by)
    answer = entered(by).post(f"/orders/{order.pk}/lines", {**rows(*lines), "version": order.version})
    assert answer.status_code == 302, answer.context["editor"].rows.rows
    return Order.objects.get(pk=order.pk)


def test_a_low_price_of_a_product_is_a_discount(bistro: Account, petra: User, marek: User, machine: Product) -> None:
    quote = draft(bistro, petra, {"description": "Machine", "product": machine, "price": Decimal(1)})
    page = entered(petra)
    assert "99.9" in page.get(f"/quotes/{quote.pk}/send").content.decode()
    assert page.post(f"/quotes/{quote.pk}/send", {"email": ""}).status_code == 422
    page.post(f"/quotes/{quote.pk}/send", {"do": "ask"})
    Approval.objects.get().approve(by=marek)
    assert page.post(f"/quotes/{quote.pk}/send", {"email": ""}).status_code == 200


def test_what_waits_for_a_yes_is_not_printed_either(
    bistro: Account, petra: User, marek: User, machine: Product
) -> None:
    quote = draft(bistro, petra, {"description": "Machine", "product": machine, "price": Decimal(500)})
    page, papers = entered(petra), (f"/quotes/{quote.pk}/print", f"/quotes/{quote.pk}/pdf")
    for path in papers:
        refused = page.get(path)
        assert (refused.status_code, refused.headers["Location"]) == (302, f"/quotes/{quote.pk}")
    assert page.get(papers[0], follow=True).content.decode().count("A discount of 50") > 1, "a toast says it as well"
    said = page.get(f"/quotes/{quote.pk}").content.decode()
    assert "no-paper" in said and "A discount of 50" in said and not any(path in said for path in papers)
    assert f"/quotes/{quote.pk}/send" in said
    assert entered(marek).get(papers[0]).status_code == 200, "who may give it may look at it"
    page.post(f"/quotes/{quote.pk}/send", {"do": "ask"})
    assert "has been asked" in page.get(papers[0], follow=True).content.decode()
    Approval.objects.get().approve(by=marek)
    assert [page.get(path).status_code for path in papers] == [200, 200]
    assert "no-paper" not in page.get(f"/quotes/{quote.pk}").content.decode()


def test_a_rebate_as_a_line_is_a_discount_on_the_sum(bistro: Account, petra: User, machine: Product) -> None:
    whole = {"description": "Machine", "product": machine, "price": Decimal(1000)}
    rebate = {"description": "Because it is you", "price": Decimal(-500)}
    assert given(bistro, petra, whole, rebate) == 50
    assert given(bistro, petra, whole, {**rebate, "price": Decimal(-100)}) == 0
    assert given(bistro, petra, rebate) == 100
    assert given(bistro, petra, whole, {**rebate, "price": Decimal(-60)}, discount_percent=Decimal(6)) > 10


def test_lists_tiers_and_promotions_are_no_discount(bistro: Account, petra: User, machine: Product) -> None:
    listed(petra, machine, 500, least=10, currency="CZK")
    line = {"description": "Machine", "product": machine, "quantity": Decimal(10), "price": Decimal(500)}
    assert given(bistro, petra, line) == 0
    assert given(bistro, petra, {**line, "quantity": Decimal(9)}) == 50
    today = timezone.localdate()
    promotion = Promotion(name="Spring", percent=Decimal(50), product=machine, owner=petra, until_day=today)
    promotion.create(by=petra)
    quote = draft(bistro, petra, {**line, "price": Decimal(250)})
    assert discount_above_limit(quote, petra) is None
    Quote.objects.filter(pk=quote.pk).update(created_at=timezone.now() - timedelta(days=2))
    promotion.change({"from_day": today - timedelta(days=5), "until_day": today - timedelta(days=1)}, by=petra)
    assert discount_above_limit(Quote.objects.get(pk=quote.pk), petra) is None


def test_an_order_made_by_hand_above_the_limit_waits_until_the_manager_says_yes(
    bistro: Account, petra: User, marek: User, machine: Product
) -> None:
    order = order_typed(
        bistro, petra, {"product": machine.pk, "filled": machine.pk, "description": "Machine", "price": "50"}
    )
    assert order.state == "held" and "95" in order.hold_reason
    assert not Handover.objects.exists()
    page = entered(petra)
    assert "95" in page.get(f"/orders/{order.pk}").content.decode()
    page.post(f"/orders/{order.pk}/do/release")
    assert Order.objects.get(pk=order.pk).state == "held"
    approval = Approval.objects.get()
    assert (approval.approver, approval.amount) == (marek, 95)
    entered(marek).post(f"/approvals/{approval.pk}/decide", {"answer": "approve"})
    assert Order.objects.get(pk=order.pk).state == "confirmed"
    assert Handover.objects.get().order_id == order.pk


def test_releasing_a_held_order_is_the_yes_to_its_discount(bistro: Account, petra: User, marek: User) -> None:
    order = order_of(bistro, petra, ("Machine", 1, 100), discount_percent=Decimal(30))
    Order.objects.get(pk=order.pk).release(by=marek)
    assert Order.objects.get(pk=order.pk).state == "confirmed"
    assert Approval.objects.get().state == "approved"


def test_an_order_goes_on_by_itself_once_it_keeps_the_limit(bistro: Account, petra: User) -> None:
    order = order_of(bistro, petra, ("Machine", 1, 100), discount_percent=Decimal(30))
    order.refresh_from_db()
    assert order.state == "held"
    order.change({"discount_percent": Decimal(10)}, by=petra)
    order.refresh_from_db()
    assert (order.state, order.hold_reason, Approval.objects.get().state) == ("confirmed", "", "withdrawn")


def test_a_yes_covers_no_greater_discount_and_no_way_leads_around_it(bistro: Account, petra: User, marek: User) -> None:
    order = order_of(bistro, petra, ("Machine", 1, 100), discount_percent=Decimal(30))
    Approval.objects.get().approve(by=marek)
    order.refresh_from_db()
    order.change({"discount_percent": Decimal(40)}, by=petra)
    order.refresh_from_db()
    assert order.state == "held"
    order.cancel(by=petra)
    assert not Approval.objects.filter(state="asked").exists()
    order.reopen(by=petra)
    assert Order.objects.get(pk=order.pk).state == "held"


def test_who_may_give_it_and_caruso_itself_are_not_asked(bistro: Account, marek: User, anna: User) -> None:
    for person in (marek, anna):
        order = order_of(bistro, person, ("Machine", 1, 100), discount_percent=Decimal(80))
        assert Order.objects.get(pk=order.pk).state == "confirmed"


def test_an_order_of_an_accepted_quote_is_as_cheap_as_that(bistro: Account, petra: User, anna: User) -> None:
    line = {"description": "Machine", "quantity": Decimal(1), "price": Decimal(1000), "discount_percent": Decimal(40)}
    quote = draft(bistro, petra, line)
    sent(quote, anna)
    quote.accept(by=petra, evidence=Evidence(name="Jana"))
    order = order_for(quote, by=petra)
    assert Order.objects.get(pk=order.pk).state == "confirmed"
    order.write_lines([line_of_order("Machine", 1, 1000, discount_percent=Decimal(60))], by=petra)
    assert Order.objects.get(pk=order.pk).state == "held"


def test_a_draft_of_another_quote_lends_no_discount(bistro: Account, petra: User) -> None:
    quote = draft(bistro, petra, {"description": "Machine", "price": Decimal(9), "discount_percent": Decimal(90)})
    assert isinstance(quote.lines.get(), QuoteLine)
    order = order_of(bistro, petra, ("Machine", 1, 100), discount_percent=Decimal(80), quote=quote)
    assert Order.objects.get(pk=order.pk).state == "held"


def test_a_free_invoice_above_the_limit_is_issued_by_who_may_give_it(bistro: Account, petra: User, marek: User) -> None:
    invoice = invoice_of(bistro, petra, ("Machine", 1, 100), ("Rebate", 1, -60))
    page = entered(petra)
    path = f"/invoices/{invoice.pk}/issue"
    assert "Marek" in page.get(path).content.decode()
    assert "Marek" in page.post(path).content.decode()
    assert Invoice.objects.get(pk=invoice.pk).state == "draft"
    with pytest.raises(ValidationError, match="60"):
        invoice.issue(by=petra)
    entered(marek).post(f"/invoices/{invoice.pk}/issue")
    assert Invoice.objects.get(pk=invoice.pk).state == "issued"


def test_credit_and_discount_are_two_questions(bistro: Account, petra: User, marek: User) -> None:
    from caruso.sales.models import CreditTerms

    CreditTerms(account=bistro, credit_limit=Decimal(10), currency="EUR").create(by=marek)
    order = order_of(bistro, petra, ("Machine", 1, 100, 0), discount_percent=Decimal(50), currency="EUR")
    order.refresh_from_db()
    assert order.state == "held" and "discount" in order.hold_reason and "10.00" in order.hold_reason
    role = marek.roles.get()
    role.rights = {**role.rights, "sales.creditterms": {"view": "all", "edit": "own"}}
    role.save()
    Approval.objects.get().approve(by=User.objects.get(pk=marek.pk))
    order.refresh_from_db()
    assert order.state == "held" and "discount" not in order.hold_reason
