"""Invoices, credit notes and confirmations leave by e-mail, once, and somebody hears of it where one does not."""

import re
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from caruso.customers.models import Account, Contact
from caruso.kernel.models import Event, Job, Notification, User
from caruso.kernel.models.organisation import Organisation, current_organisation, forget_organisation
from caruso.sales.models import Invoice, Order, OutgoingMail
from caruso.sales.printing import pdf
from caruso.sales.tests.mails import send_mails
from caruso.sales.tests.papers import invoice_of, order_of
from caruso.sales.tests.test_hidden_amounts import hide

pytestmark = pytest.mark.django_db


def entered(person: User) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


@pytest.fixture
def kavarna(petra: User) -> Account:
    """A customer whose invoices make good e-invoices too."""
    firm = current_organisation()
    letterhead = {
        "legal_name": "Caruso Coffee sp. z o.o.", "street": "Piotrkowska 7", "city": "Łódź", "postal_code": "90-001",
        "country": "PL", "tax_number": "PL5260001246", "bank_account": "PL61109010140000071219812874",
    }  # fmt: skip
    Organisation.objects.update_or_create(pk=firm.pk or 1, defaults=letterhead)
    forget_organisation()
    address = {"kind": "billing", "street": "Dlouhá 3", "city": "Praha", "postal_code": "110 00", "country": "CZ"}
    mails = [{"value": "ucetni@kavarna.example"}]
    values = {"tax_number": "CZ25596641", "language": "cs", "addresses": [address], "emails": mails}
    return Account(name="Kavárna Žižkov", owner=petra, **values).create(by=petra)


@pytest.fixture
def invoice(kavarna: Account, petra: User) -> Invoice:
    made = invoice_of(kavarna, petra, ("Machine", 1, 1000), contact=None)
    made.issue(by=petra)
    return made


def asked(person: User, invoice: Invoice, **values: str) -> Any:
    """What the dialog proposes, sent back as it is but for these values."""
    browser, path = entered(person), reverse("sales:send_invoice", args=[invoice.pk])
    given = browser.get(path).context["given"]
    return browser.post(path, {**given, **values})


@pytest.mark.prints
def test_an_invoice_leaves_with_pdf_and_e_invoice_in_the_customers_language(invoice: Invoice, petra: User) -> None:
    assert asked(petra, invoice).status_code == 302
    assert not mail.outbox and OutgoingMail.objects.get().state == "waiting"
    (message,) = send_mails()
    assert message.to == ["ucetni@kavarna.example"] and message.reply_to == [petra.email]
    assert message.subject.startswith("Faktura ") and invoice.number in message.subject
    assert "Dobrý den" in message.body
    files = {name.rpartition(".")[2]: content for name, content, _type in message.attachments}
    assert b"<cbc:ID>" in files["xml"].encode() if isinstance(files["xml"], str) else b"<cbc:ID>" in files["xml"]
    if pdf.can_make_pdf():
        assert files["pdf"].startswith(b"%PDF-")


def test_it_says_when_and_to_whom_on_its_page_and_the_timelines(invoice: Invoice, petra: User) -> None:
    asked(petra, invoice, email="boss@kavarna.example")
    invoice.refresh_from_db()
    assert invoice.sent_at is None
    send_mails()
    invoice.refresh_from_db()
    assert invoice.sent_at is not None and invoice.sent_to == "boss@kavarna.example"
    event = Event.objects.get(kind="mailed")
    assert (event.actor, event.record) == (petra, invoice.pk)
    browser = entered(petra)
    for path in (f"/invoices/{invoice.pk}", f"/accounts/{invoice.account_id}"):
        page = " ".join(browser.get(path).content.decode().split())
        assert re.search("sent by e-mail to <a [^>]*>boss@kavarna.example", page), path
    hide(petra, "sales.invoice", "sent_to")
    for path in (f"/invoices/{invoice.pk}", f"/accounts/{invoice.account_id}"):
        page = " ".join(entered(petra).get(path).content.decode().split())
        assert "sent by e-mail" in page and "boss@kavarna.example" not in page, path


def test_two_clicks_send_one_mail_and_a_new_dialog_another(invoice: Invoice, petra: User) -> None:
    browser, path = entered(petra), reverse("sales:send_invoice", args=[invoice.pk])
    given = browser.get(path).context["given"]
    for _click in range(2):
        assert browser.post(path, given).status_code == 302
    assert len(send_mails()) == 1
    browser.post(path, browser.get(path).context["given"])
    assert len(send_mails()) == 2


def test_a_key_of_another_invoice_keeps_nothing_from_leaving(invoice: Invoice, kavarna: Account, petra: User) -> None:
    other = invoice_of(kavarna, petra, ("Beans", 1, 100))
    other.issue(by=petra)
    asked(petra, invoice, key="the-same")
    asked(petra, other, key="the-same")
    assert len(send_mails()) == 2


@pytest.mark.parametrize(
    "email", ["", "no address", "a@b.example, c@d.example", "a@b.example\nBcc: c@d.example", "a@b.example\r\nX: y"]
)
def test_anything_but_one_address_is_refused_beside_what_was_typed(email: str, invoice: Invoice, petra: User) -> None:
    answer = asked(petra, invoice, email=email, message="Typed with care")
    assert answer.status_code == 422 and "Typed with care" in answer.content.decode()
    assert not OutgoingMail.objects.exists() and not Job.objects.filter(kind="sales.mail").exists()


def test_no_header_comes_in_by_the_subject_and_no_markup_by_a_name(
    invoice: Invoice, kavarna: Account, petra: User
) -> None:
    kavarna.change({"name": "<script>alert(1)</script>"}, by=petra)
    asked(petra, invoice, subject="Invoice\r\nBcc: thief@example.com\x00\nX-A: b")
    (message,) = send_mails()
    assert message.subject == "Invoice Bcc: thief@example.com X-A: b" and message.recipients() == message.to
    assert not message.alternatives if hasattr(message, "alternatives") else True
    assert message.content_subtype == "plain"
    page = entered(petra).get(f"/invoices/{invoice.pk}").content.decode()
    assert "<script>alert(1)" not in page


def test_a_draft_is_not_sent(kavarna: Account, petra: User) -> None:
    draft = invoice_of(kavarna, petra, ("Machine", 1, 1000))
    assert asked(petra, draft).status_code == 422
    assert not OutgoingMail.objects.exists()


def test_only_who_may_change_the_invoice_and_read_its_paper_sends_it(
    invoice: Invoice, petra: User, marek: User, jan: User, stranger: User
) -> None:
    path = reverse("sales:send_invoice", args=[invoice.pk])
    form = {"email": "jan@example.com", "subject": "S", "message": "M", "key": "k"}
    for person, status in ((jan, 403), (stranger, 404)):
        assert [entered(person).get(path).status_code, entered(person).post(path, form).status_code] == [status] * 2
    hide(marek, "sales.invoice", "gross_total")
    assert [entered(marek).get(path).status_code, entered(marek).post(path, form).status_code] == [403, 403]
    assert not OutgoingMail.objects.exists() and not send_mails()


def test_no_address_is_proposed_that_the_role_hides(kavarna: Account, petra: User) -> None:
    person = Contact(name="Jana", account=kavarna, owner=petra, emails=[{"value": "jana@kavarna.example"}])
    person.create(by=petra)
    made = invoice_of(kavarna, petra, ("Machine", 1, 1000), contact=person)
    made.issue(by=petra)
    path = reverse("sales:send_invoice", args=[made.pk])
    assert entered(petra).get(path).context["given"]["email"] == "jana@kavarna.example"
    hide(petra, "customers.contact", "emails")
    assert entered(petra).get(path).context["given"]["email"] == "ucetni@kavarna.example"


def test_without_mail_nothing_is_queued_and_the_dialog_says_so(invoice: Invoice, petra: User, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    browser, path = entered(petra), reverse("sales:send_invoice", args=[invoice.pk])
    assert "No e-mail is set up here" in browser.get(path).content.decode()
    assert browser.post(path, {"email": "a@b.example", "key": "k"}).status_code == 422
    assert not OutgoingMail.objects.exists()


def test_a_server_that_is_away_is_tried_again(invoice: Invoice, petra: User) -> None:
    asked(petra, invoice)
    with patch.object(EmailMessage, "send", side_effect=SMTPServerDisconnected("away")):
        send_mails()
    job = Job.objects.get(kind="sales.mail")
    assert (job.state, job.attempts, OutgoingMail.objects.get().state) == ("waiting", 1, "waiting")
    assert len(send_mails()) == 1
    invoice.refresh_from_db()
    assert invoice.sent_at is not None and Event.objects.filter(kind="mailed").count() == 1


def test_what_never_leaves_is_shown_to_its_writer_who_tries_again(invoice: Invoice, petra: User, jan: User) -> None:
    asked(petra, invoice)
    with patch.object(EmailMessage, "send", side_effect=SMTPServerDisconnected("away")):
        for _try in range(5):
            send_mails()
    written = OutgoingMail.objects.get()
    assert written.state == "failed" and "away" in written.reason
    told = Notification.objects.get(person=petra, kind="mail_not_sent")
    assert told.params["email"] == "ucetni@kavarna.example" and told.record == invoice.pk
    page = entered(petra).get(f"/invoices/{invoice.pk}").content.decode()
    assert "away" in page and "Try again" in page
    path = reverse("sales:mail_again", args=[written.pk])
    assert entered(jan).post(path).status_code == 403 and not send_mails()
    for _click in range(2):
        assert entered(petra).post(path).status_code == 302
    assert len(send_mails()) == 1
    assert entered(petra).post(path).status_code == 302 and len(send_mails()) == 1


def test_an_address_that_does_not_exist_is_not_tried_five_times(invoice: Invoice, petra: User) -> None:
    asked(petra, invoice)
    refusal = SMTPRecipientsRefused({"ucetni@kavarna.example": (550, b"No such user")})
    with patch.object(EmailMessage, "send", side_effect=refusal) as send:
        send_mails()
        send_mails()
    assert send.call_count == 1
    assert "No such user" in OutgoingMail.objects.get().reason
    assert Event.objects.filter(kind="not_mailed", record=invoice.pk).exists()


def test_a_mail_of_a_killed_worker_is_shown_instead_of_sent_twice(invoice: Invoice, petra: User) -> None:
    asked(petra, invoice)
    with patch.object(EmailMessage, "send", side_effect=SystemExit), pytest.raises(SystemExit):
        send_mails()
    written = OutgoingMail.objects.get()
    assert written.state == "sending"
    OutgoingMail.objects.update(begun_at="2026-01-01T00:00Z")
    Job.objects.update(state="waiting", lease_holder="")
    assert not send_mails()
    written.refresh_from_db()
    assert written.state == "failed" and "Nobody knows" in written.reason
    assert Notification.objects.filter(person=petra, kind="mail_not_sent").exists()


def test_what_is_in_the_bin_by_then_is_not_told_any_more(kavarna: Account, petra: User) -> None:
    order: Order = order_of(kavarna, petra, ("Beans", 2, 100))
    browser, path = entered(petra), reverse("sales:send_order", args=[order.pk])
    browser.post(path, browser.get(path).context["given"])
    Order.objects.filter(pk=order.pk).update(binned_at="2026-01-01T00:00Z")
    assert not send_mails()
    assert OutgoingMail.objects.get().state == "cancelled"


def test_no_mail_is_kept_of_what_is_destroyed(kavarna: Account, petra: User, anna: User) -> None:
    order: Order = order_of(kavarna, petra, ("Beans", 2, 100))
    browser, path = entered(petra), reverse("sales:send_order", args=[order.pk])
    browser.post(path, browser.get(path).context["given"])
    order.refresh_from_db()
    order.put_in_bin(by=anna)
    order.destroy(by=anna)
    assert not OutgoingMail.objects.exists() and not send_mails()


def test_an_order_is_confirmed_by_mail(kavarna: Account, petra: User) -> None:
    order = order_of(kavarna, petra, ("Beans", 2, 100))
    browser, path = entered(petra), reverse("sales:send_order", args=[order.pk])
    browser.post(path, browser.get(path).context["given"])
    (message,) = send_mails()
    assert re.search(order.number, message.subject)
    if pdf.can_make_pdf():
        assert [name.rpartition(".")[2] for name, *_more in message.attachments] == ["pdf"]
    assert Event.objects.get(kind="mailed").record == order.pk


def test_a_mail_says_which_e_invoice_is_missing_and_why(bistro: Account, petra: User) -> None:
    made = invoice_of(bistro, petra, ("Machine", 1, 1000))
    made.issue(by=petra)
    path = reverse("sales:send_invoice", args=[made.pk])
    assert "only the PDF goes along" in entered(petra).get(path).content.decode()
    asked(petra, made, email="a@bistro.example")
    (message,) = send_mails()
    assert not any(name.endswith(".xml") for name, *_more in message.attachments)
