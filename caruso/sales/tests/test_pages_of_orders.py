"""The pages of orders, invoices and payments: who may, what they do, and what bad input does to them."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caruso.customers.models import Account
from caruso.kernel.models import Event, User
from caruso.sales.from_order import invoice_order
from caruso.sales.models import Delivery, Handover, Invoice, Order, Payment, Return
from caruso.sales.models.billing import billing
from caruso.sales.panels.fulfilment import FulfilmentPanel
from caruso.sales.tests.papers import invoice_of, order_of
from caruso.ui.dates import show_long

pytestmark = pytest.mark.django_db


def entered(person: User) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


@pytest.fixture
def order(bistro: Account, petra: User) -> Order:
    return order_of(bistro, petra, ("Machine <script>", 2, 4000), ("Beans", 10, 40, 5))


def quantities(order: Order, *given: object) -> dict[str, object]:
    return {f"quantity-{line.pk}": one for line, one in zip(order.lines.all(), given, strict=True)}


def test_a_delivery_is_planned_from_the_page_and_leaves_at_once(order: Order, petra: User) -> None:
    browser, path = entered(petra), reverse("sales:deliver", args=[order.pk])
    assert "&lt;script&gt;" in browser.get(path).content.decode()
    answer = browser.post(
        path, {**quantities(order, "1", "2.5"), "carrier": "gls", "tracking_number": "A/1", "at_once": "1"}
    )
    assert answer.status_code == 302
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.carrier) == ("shipped", "gls")
    assert delivery.tracking_url == "https://gls-group.com/track/A%2F1"
    page = browser.get(f"/orders/{order.pk}").content.decode()
    assert delivery.tracking_url in page and "2.5" in page
    assert (
        f"{delivery} has left. The customer was not told by e-mail." in page and f"{delivery} is planned." not in page
    )


def test_what_has_left_in_part_is_sent_not_delivered(order: Order, petra: User) -> None:
    entered(petra).post(
        reverse("sales:deliver", args=[order.pk]), {**quantities(order, "1", ""), "carrier": "gls", "at_once": "1"}
    )
    order.refresh_from_db()
    assert order.get_state_display() == "sent in part"
    page = entered(petra).get(f"/orders/{order.pk}").content.decode()
    assert "<th>Sent</th>" in page and "<th>Delivered</th>" not in page


def test_a_delivery_that_does_not_leave_yet_is_planned(order: Order, petra: User) -> None:
    browser = entered(petra)
    browser.post(reverse("sales:deliver", args=[order.pk]), {**quantities(order, "1", "2.5"), "carrier": "gls"})
    page = browser.get(f"/orders/{order.pk}").content.decode()
    assert f"{Delivery.objects.get()} is planned." in page and "has left" not in page


def test_of_one_that_is_left_two_are_refused_in_words_that_fit_any_number(order: Order, petra: User) -> None:
    path = reverse("sales:deliver", args=[order.pk])
    entered(petra).post(path, quantities(order, "1", ""))
    said = entered(petra).post(path, quantities(order, "2", "")).content.decode()
    assert "no more than 1 can be taken, not 2." in said and Delivery.objects.count() == 1


@pytest.mark.parametrize("typed", ["3", "-1", "x", "1e9", "0"])
def test_a_wrong_quantity_is_told_and_what_was_typed_stays(order: Order, petra: User, typed: str) -> None:
    before = Event.objects.count()
    answer = entered(petra).post(reverse("sales:deliver", args=[order.pk]), quantities(order, typed, ""))
    assert answer.status_code == 422
    assert f'value="{typed}"' in answer.content.decode()
    assert (Delivery.objects.count(), Event.objects.count()) == (0, before)


def test_an_order_is_invoiced_issued_paid_and_credited_from_its_pages(order: Order, petra: User) -> None:
    browser = entered(petra)
    assert browser.post(reverse("sales:bill", args=[order.pk]), quantities(order, "2", "10")).status_code == 302
    invoice = Invoice.objects.get()
    browser.post(reverse("sales:issue", args=[invoice.pk]))
    invoice.refresh_from_db()
    assert invoice.number and invoice.state == "issued"
    half = (invoice.gross_total / 2).quantize(Decimal("0.01"))
    paid = {"amount": str(half), "received_on": timezone.localdate().isoformat(), "method": "cash"}
    assert browser.post(reverse("sales:pay", args=[invoice.pk]), paid).status_code == 302
    invoice.refresh_from_db()
    assert invoice.state == "partly" and invoice.paid_total == half
    line = invoice.lines.first()
    answer = browser.post(reverse("sales:credit", args=[invoice.pk]), {f"quantity-{line.pk}": "1", "reason": "dented"})
    note = Invoice.objects.get(kind="credit_note")
    assert answer.status_code == 302 and note.reason == "dented"
    for path in (f"/invoices/{invoice.pk}", f"/invoices/{note.pk}", f"/payments/{Payment.objects.get().pk}"):
        assert browser.get(path).status_code == 200


def test_issuing_asks_once_and_tells_what_it_will_be(order: Order, petra: User) -> None:
    browser, invoice = entered(petra), invoice_order(order, by=petra)
    invoice.change({"payment_days": 10}, by=petra)
    path = reverse("sales:issue", args=[invoice.pk])
    assert f'href="{path}"' in browser.get(f"/invoices/{invoice.pk}").content.decode()
    page = browser.get(path, headers={"Sec-Fetch-Dest": "document"}).content.decode()
    due = show_long(timezone.localdate() + timedelta(days=10))
    assert f'action="{path}"' in page and "autofocus" in page and str(order.account) in page
    assert f"{invoice.gross_total:,}" in page and due in page and "cannot be changed" in page
    invoice.refresh_from_db()
    assert (invoice.state, invoice.number) == ("draft", "")
    answer = browser.post(path, headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == f"/invoices/{invoice.pk}"
    invoice.refresh_from_db()
    assert invoice.number and invoice.number in browser.get(f"/invoices/{invoice.pk}").content.decode()
    assert browser.get(path).status_code == 404
    again = browser.post(path)
    assert again.status_code == 422 and "issued already" in again.content.decode()


def test_nothing_to_issue_is_told_before_it_is_asked(bistro: Account, petra: User) -> None:
    empty = Invoice(account=bistro, currency="PLN", owner=petra).create(by=petra)
    page = entered(petra).get(reverse("sales:issue", args=[empty.pk])).content.decode()
    assert "nothing on it" in page and "autofocus" not in page


def paid(order: Order, person: User) -> list[int]:
    context = FulfilmentPanel().context(order, person)
    return [one.paid for one in context["bars"]] if context else []


def test_what_is_credited_is_no_longer_paid_and_told_as_credited(order: Order, petra: User) -> None:
    browser = entered(petra)
    invoice = invoice_order(order, by=petra)
    invoice.issue(by=petra)
    Payment(account=order.account, amount=invoice.gross_total, currency="PLN").create(by=petra)
    machine = invoice.lines.first()
    assert paid(order, petra) == [100, 100]
    invoice.credit(by=petra, quantities={machine.pk: Decimal(1)}).issue(by=petra)
    assert paid(order, petra) == [50, 100]
    assert Invoice.objects.get(pk=invoice.pk).state == "paid"
    invoice.credit(by=petra).issue(by=petra)
    assert paid(order, petra) == [0, 0]
    invoice.refresh_from_db()
    assert invoice.state == "credited" and invoice.paid_on
    page = browser.get(f"/invoices/{invoice.pk}").content.decode()
    assert "credited" in page and reverse("sales:credit", args=[invoice.pk]) not in page


def test_a_part_that_is_credited_before_it_is_paid_is_paid_by_the_rest(order: Order, petra: User) -> None:
    invoice = invoice_order(order, by=petra)
    invoice.issue(by=petra)
    invoice.credit(by=petra, quantities={invoice.lines.first().pk: Decimal(1)}).issue(by=petra)
    invoice.refresh_from_db()
    Payment(account=order.account, amount=invoice.balance, currency="PLN").create(by=petra)
    assert paid(order, petra) == [50, 100]


def test_a_payment_of_an_invoice_settles_that_one_first(bistro: Account, petra: User) -> None:
    first, second = (invoice_of(bistro, petra, ("Cup", 1, 100, 0)) for _number in range(2))
    for invoice in (first, second):
        invoice.issue(by=petra)
    given = {"amount": "100", "received_on": timezone.localdate().isoformat(), "method": "cash", "reference": "?"}
    entered(petra).post(reverse("sales:pay", args=[second.pk]), given)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("issued", "paid")


def test_a_payment_is_allocated_by_hand(bistro: Account, petra: User) -> None:
    payment = Payment(account=bistro, amount=Decimal(150), currency="PLN", owner=petra).create(by=petra)
    invoices = [invoice_of(bistro, petra, ("Cup", 1, 100, 0)) for _number in range(2)]
    for invoice in invoices:
        invoice.issue(by=petra)
    payment.take_back_allocations(by=petra)
    browser, path = entered(petra), reverse("sales:allocate", args=[payment.pk])
    refused = browser.post(path, {f"amount-{invoices[1].pk}": "101"})
    assert refused.status_code == 422 and not payment.allocations.exists()
    browser.post(path, {f"amount-{invoices[1].pk}": "60", f"amount-{invoices[0].pk}": "x"})
    assert not payment.allocations.exists()
    assert browser.post(path, {f"amount-{invoices[1].pk}": "60"}).status_code == 302
    assert payment.allocations.get().amount == 60


def test_goods_come_back_from_the_page(order: Order, petra: User) -> None:
    Delivery(order=order).create(by=petra).arrive(by=petra)
    path = reverse("sales:take_back", args=[order.pk])
    given = {**quantities(order, "1", ""), "reason": "faulty", "outcome": "replacement"}
    assert entered(petra).post(path, given).status_code == 302
    assert Return.objects.get().outcome == "replacement"


def test_who_may_not_change_an_order_is_offered_none_of_its_steps(order: Order, petra: User, jan: User) -> None:
    role = jan.roles.get()
    role.rights = {
        **role.rights,
        **{f"sales.{name}": {"view": "all", "create": "all"} for name in ("delivery", "invoice", "return")},
    }
    role.save()
    Delivery(order=order, owner=petra).create(by=petra, quantities={order.lines.first().pk: Decimal(1)}).arrive(
        by=petra
    )
    steps = [reverse(f"sales:{name}", args=[order.pk]) for name in ("deliver", "bill", "take_back")]
    assert all(f'hx-get="{one}"' in entered(petra).get(f"/orders/{order.pk}").content.decode() for one in steps)
    assert not any(one in entered(jan).get(f"/orders/{order.pk}").content.decode() for one in steps)


def test_a_paper_is_printed_in_its_language(order: Order, petra: User) -> None:
    invoice = invoice_order(order, by=petra)
    invoice.issue(by=petra)
    browser = entered(petra)
    for language, word in (("cs", "Faktura"), ("pl", "Faktura"), ("en", "Invoice")):
        Invoice.objects.filter(pk=invoice.pk).update(language=language)
        page = browser.get(reverse("sales:print_invoice", args=[invoice.pk])).content.decode()
        assert word in page and invoice.number in page and "&lt;script&gt;" in page


def test_who_sees_but_may_not_change_is_refused_and_strangers_find_nothing(
    order: Order, bistro: Account, petra: User, jan: User, stranger: User
) -> None:
    invoice = invoice_of(bistro, petra, ("Cup", 1, 100))
    invoice.issue(by=petra)
    payment = Payment(account=bistro, amount=Decimal(5), currency="PLN", owner=petra).create(by=petra)
    pages = [
        *(reverse(f"sales:{name}", args=[order.pk]) for name in ("deliver", "bill", "take_back")),
        *(reverse(f"sales:{name}", args=[invoice.pk]) for name in ("credit", "issue", "pay")),
        reverse("sales:allocate", args=[payment.pk]),
    ]
    before = Event.objects.count()
    for path in pages:
        assert entered(jan).post(path).status_code == 403, path
        assert entered(stranger).post(path).status_code == 404, path
    for name in ("print_invoice", "invoice_pdf", "einvoice"):
        path = reverse(f"sales:{name}", args=[invoice.pk])
        assert entered(stranger).get(path).status_code == 404, path
    assert entered(jan).get(reverse("sales:print_invoice", args=[invoice.pk])).status_code == 200
    assert Event.objects.count() == before


def test_billing_is_set_by_administrators_alone(anna: User, petra: User) -> None:
    path = reverse("sales:billing")
    assert entered(petra).get(path).status_code == 403
    browser = entered(anna)
    assert browser.get(path).status_code == 200
    given = {"payment_days": 21, "over_limit": "warn"}
    assert browser.post(path, {**given, "payment_days": "x"}).status_code == 422
    assert billing().payment_days == 14
    assert browser.post(path, given).status_code == 302
    assert (billing().payment_days, billing().over_limit) == (21, "warn")


def test_the_outbox_is_collected_once_as_a_file(order: Order, bistro: Account, petra: User, marek: User) -> None:
    bistro.change({"name": "=cmd()"}, by=petra)
    path = reverse("sales:collect")
    assert entered(petra).post(path).status_code == 403
    assert Handover.objects.get().state == "waiting"
    told = entered(marek).post(path).content.decode("utf-8-sig")
    assert order.number in told and "'=cmd()" in told and told.count("\n") == 3
    assert Handover.objects.get().state == "accepted"
    assert entered(marek).post(path).content.decode("utf-8-sig").count("\n") == 1


def test_the_outbox_is_collected_from_its_list_and_nothing_is_put_in_by_hand(
    order: Order, anna: User, marek: User, petra: User
) -> None:
    page = entered(marek).get("/handovers/").content.decode()
    assert reverse("sales:collect") in page and "/handovers/new" not in page
    assert reverse("sales:collect") not in entered(petra).get("/handovers/").content.decode()
    browser = entered(anna)
    assert browser.get("/handovers/new").status_code == 403
    assert browser.post("/handovers/new", {"state": "waiting"}).status_code == 403
    answer = browser.post("/api/v1/handovers", {"state": "waiting"}, content_type="application/json")
    assert answer.status_code == 403
    assert Handover.objects.count() == 1


def test_the_pages_of_deliveries_and_returns_tell_what_is_in_them(order: Order, petra: User) -> None:
    machines, beans = order.lines.all()
    wanted = {machines.pk: Decimal(1), beans.pk: Decimal("2.5")}
    delivery = Delivery(order=order, owner=petra, team=petra.team).create(by=petra, quantities=wanted)
    delivery.ship(by=petra, carrier="gls", tracking_number="A1")
    page = entered(petra).get(f"/deliveries/{delivery.pk}").content.decode()
    assert "Machine &lt;script&gt;" in page and "2.5 pcs" in page and "https://gls-group.com/track/A1" in page
    back = Return(order=order, owner=petra, team=petra.team).create(by=petra, quantities={beans.pk: Decimal("0.5")})
    page = entered(petra).get(f"/returns/{back.pk}").content.decode()
    assert "0.5 pcs" in page and "Machine" not in page
