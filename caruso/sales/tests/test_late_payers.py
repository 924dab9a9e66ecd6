"""Terms of credit, late payers, punctuality and reminders."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caruso.customers.models import Account, Contact
from caruso.kernel.models import Notification, User
from caruso.sales.credit import standing_of
from caruso.sales.models import CreditTerms, Delivery, Invoice, Order, Payment, Reminder
from caruso.sales.models.billing import billing
from caruso.sales.printing import pdf
from caruso.sales.reminding import propose_reminders
from caruso.sales.rules.punctuality import Paid, punctuality
from caruso.sales.tests.mails import send_mails
from caruso.sales.tests.papers import invoice_of, order_of

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)


def entered(person: User) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


@pytest.fixture
def late(bistro: Account, petra: User) -> Invoice:
    bistro.change({"emails": [{"value": "bistro@example.com", "primary": True}]}, by=petra)
    invoice = invoice_of(bistro, petra, ("Machine", 1, 1000, 0), payment_days=10)
    invoice.issue(by=petra, on=timezone.localdate() - timedelta(days=30))
    return invoice


def test_a_late_payer_is_marked_wherever_the_name_stands(late: Invoice, bistro: Account, petra: User) -> None:
    Contact(last_name="Kuchař", account=bistro, owner=petra).create(by=petra)
    browser = entered(petra)
    for address in (
        f"/accounts/{bistro.pk}",
        f"/accounts/{bistro.pk}/peek",
        f"/accounts/{bistro.pk}/hover",
        "/accounts/",
        "/accounts/board",
        "/contacts/",
        "/accounts/lookup?q=bistro",
        f"{reverse('screens:palette')}?q=bistro",
    ):
        assert "pays late" in browser.get(address).content.decode(), address
    Payment(account=bistro, amount=Decimal(1000), currency=late.currency).create(by=petra)
    for address in ("/accounts/", f"/accounts/{bistro.pk}"):
        assert "pays late" not in browser.get(address).content.decode(), address


def test_who_sees_no_invoices_sees_no_mark(late: Invoice, bistro: Account, petra: User) -> None:
    role = petra.roles.get()
    role.rights = {**role.rights, "sales.invoice": {"view": "none"}}
    role.save()
    browser = entered(User.objects.get(pk=petra.pk))
    for part in ("", "/panels"):
        page = browser.get(f"/accounts/{bistro.pk}{part}").content.decode()
        assert "pays late" not in page and "Punctuality" not in page


def test_marks_cost_one_question_however_many(
    late: Invoice, petra: User, django_assert_max_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser = entered(petra)
    browser.get("/accounts/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        browser.get("/accounts/")
    for number in range(10):
        account = Account(name=f"Late {number}", owner=petra).create(by=petra)
        invoice = invoice_of(account, petra, ("Cup", 1, 10, 0), payment_days=0)
        invoice.issue(by=petra, on=timezone.localdate() - timedelta(days=3))
    with CaptureQueriesContext(connection) as many:
        page = browser.get("/accounts/").content.decode()
    assert page.count("pays late") == 11
    assert len(many) == len(few)


def test_an_order_over_the_limit_waits_for_a_manager(bistro: Account, petra: User, marek: User) -> None:
    CreditTerms(account=bistro, credit_limit=Decimal(1000), currency="EUR").create(by=marek)
    fine = order_of(bistro, petra, ("Cup", 1, 500, 0), currency="EUR")
    assert Order.objects.get(pk=fine.pk).state == "confirmed"
    over = Order.objects.get(pk=order_of(bistro, marek, ("Machine", 1, 900, 0), currency="EUR").pk)
    assert over.state == "held" and over.hold_reason
    assert Notification.objects.filter(kind="over_limit", person=petra).exists()
    with pytest.raises(ValidationError):
        Delivery(order=over).create(by=marek)
    over.release(by=marek)
    assert Delivery(order=over).create(by=marek).pk


def test_an_order_over_the_limit_is_only_told_where_the_firm_wants_that(
    bistro: Account, petra: User, marek: User, anna: User
) -> None:
    billing().change({"over_limit": "warn"}, by=anna)
    CreditTerms(account=bistro, credit_limit=Decimal(100), currency="EUR").create(by=marek)
    order = order_of(bistro, marek, ("Machine", 1, 900, 0), currency="EUR")
    assert Order.objects.get(pk=order.pk).state == "confirmed"
    assert Notification.objects.filter(kind="over_limit", person=petra).exists()


def test_a_representative_does_not_release_what_was_put_on_hold(bistro: Account, petra: User, marek: User) -> None:
    CreditTerms(account=bistro, credit_limit=Decimal(100), currency="EUR").create(by=marek)
    order = order_of(bistro, petra, ("Machine", 1, 900, 0), currency="EUR")
    with pytest.raises(ValidationError):
        Order.objects.get(pk=order.pk).release(by=petra)
    assert Order.objects.get(pk=order.pk).state == "held"


def test_the_limit_is_changed_only_by_who_may_release(bistro: Account, petra: User, marek: User) -> None:
    terms = CreditTerms(account=bistro, credit_limit=Decimal(100), currency="EUR").create(by=marek)
    page = entered(petra)
    for name, value in {"credit_limit": "1000000", "currency": "CZK"}.items():
        assert page.post(f"/credit-terms/{terms.pk}/field/{name}", {name: value}).status_code == 422, name
    assert page.post(f"/credit-terms/{terms.pk}/field/credit_limit", {"credit_limit": ""}).status_code == 422
    page.post(f"/credit-terms/{terms.pk}/delete")
    other = Account(name="Kino", owner=petra).create(by=petra)
    given = {"account": other.pk, "payment_days": 7, "currency": "EUR"}
    refused = page.post("/credit-terms/new", {**given, "credit_limit": "5000"})
    assert refused.status_code == 422 and "decides about credit" in refused.content.decode()
    terms.refresh_from_db()
    assert (terms.credit_limit, terms.currency, terms.in_bin, CreditTerms.objects.count()) == (100, "EUR", False, 1)
    assert page.post("/credit-terms/new", given).status_code == 302
    assert page.post(f"/credit-terms/{terms.pk}/field/payment_days", {"payment_days": "30"}).status_code == 200
    changed = entered(marek).post(f"/credit-terms/{terms.pk}/field/credit_limit", {"credit_limit": "500"})
    assert changed.status_code == 200
    terms.refresh_from_db()
    assert (terms.credit_limit, terms.payment_days) == (500, 30)


def test_what_an_account_owes_counts_everything_once(late: Invoice, bistro: Account, petra: User) -> None:
    late_currency = late.currency
    assert late_currency == "PLN"
    invoice = invoice_of(bistro, petra, ("Cup", 1, 300, 0), currency="EUR")
    invoice.issue(by=petra)
    Payment(account=bistro, amount=Decimal(500), currency="EUR").create(by=petra)
    standing = standing_of(bistro.pk)
    assert (standing.open, standing.credit) == (Decimal(0), Decimal(200))
    assert standing.balance == -200


def test_the_score_is_100_for_who_always_pays_in_time() -> None:
    assert punctuality([], TODAY) is None
    in_time = Paid(Decimal(100), date(2026, 5, 1), date(2026, 4, 20))
    assert punctuality([in_time], TODAY) == 100
    never = Paid(Decimal(100), date(2026, 1, 1), None)
    assert punctuality([never], TODAY) == 0
    half = Paid(Decimal(100), date(2026, 5, 1), date(2026, 5, 31))
    assert punctuality([half], TODAY) == 50
    assert punctuality([Paid(Decimal(100), date(2026, 7, 1), None)], TODAY) is None


def test_large_invoices_tell_more_than_small_ones() -> None:
    due, late_day = date(2026, 5, 1), date(2026, 6, 30)
    large = [Paid(Decimal(9000), due, due), Paid(Decimal(1000), due, late_day)]
    assert punctuality(large, date(2026, 7, 1)) == 90


def test_reminders_are_proposed_step_by_step_and_sent_by_a_person(
    late: Invoice, petra: User, settings: object, mailoutbox: list[object]
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    assert propose_reminders() == 1
    assert propose_reminders() == 0
    first = Reminder.objects.get()
    assert late.number in first.subject and first.email == "bistro@example.com"
    assert mailoutbox == []
    first.send(by=petra)
    (message,) = send_mails()
    assert late.number in message.subject and message.to == ["bistro@example.com"]
    if pdf.can_make_pdf():
        assert [name for name, *_more in message.attachments] == [f"{late.number}.pdf"]
    late.refresh_from_db()
    assert late.reminders == 1 and late.reminded_on == timezone.localdate()
    with pytest.raises(ValidationError):
        first.send(by=petra)
    assert propose_reminders() == 0
    assert propose_reminders(timezone.localdate() + timedelta(days=10)) == 1
    assert Reminder.objects.filter(step=2).exists()


def test_a_paid_invoice_is_not_reminded(late: Invoice, bistro: Account, petra: User) -> None:
    propose_reminders()
    Payment(account=bistro, amount=Decimal(1000), currency="PLN").create(by=petra)
    reminder = Reminder.objects.get()
    with pytest.raises(ValidationError):
        reminder.mark_sent(by=petra)
    propose_reminders()
    reminder.refresh_from_db()
    assert reminder.state == "skipped"


@pytest.mark.parametrize(("language", "word"), [("pl", "przypomnienie"), ("cs", "pomínka"), ("en", "reminder")])
def test_a_reminder_speaks_the_language_of_the_customer(
    late: Invoice, bistro: Account, petra: User, language: str, word: str
) -> None:
    bistro.change({"language": language}, by=petra)
    propose_reminders()
    assert word in Reminder.objects.get().subject.lower()


def test_a_mail_that_cannot_leave_stays_proposed(late: Invoice, petra: User, settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"  # type: ignore[attr-defined]
    propose_reminders()
    reminder = Reminder.objects.get()
    with pytest.raises(ValidationError):
        reminder.send(by=petra)
    reminder.refresh_from_db()
    late.refresh_from_db()
    assert (reminder.state, late.reminders) == ("proposed", 0)
