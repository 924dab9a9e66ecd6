"""What a customer hears of a quote by e-mail: the quote, the answer to a question, and what was signed."""

from smtplib import SMTPRecipientsRefused
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from caruso.customers.models import Account
from caruso.kernel.models import Event, Notification, User
from caruso.sales.models import OutgoingMail, Quote, QuoteLink, QuoteQuestion
from caruso.sales.printing import pdf
from caruso.sales.tests.mails import send_mails
from caruso.sales.tests.offers import Customer, draft, sent
from caruso.sales.tests.test_hidden_amounts import hide

pytestmark = pytest.mark.django_db


@pytest.fixture
def quote(bistro: Account, petra: User) -> Quote:
    return draft(bistro, petra)


@pytest.fixture
def customer(quote: Quote, petra: User) -> Customer:
    made = Customer(sent(quote, petra))
    send_mails()
    mail.outbox.clear()
    return made


def entered(person: User, **headers: str) -> Client:
    browser = Client(headers=headers)
    browser.force_login(person)
    return browser


def asks(customer: Customer, text: str = "Is it loud?") -> QuoteQuestion:
    customer.does("ask", question=text, name="Jana Veselá")
    return QuoteQuestion.objects.latest("pk")


def answers(person: User, question: QuoteQuestion, text: str = "Not at all.") -> Any:
    return entered(person).post(f"/quotes/questions/{question.pk}/reply", {"answer": text})


def test_two_clicks_send_a_quote_once_and_leave_the_link_on_the_screen(quote: Quote, petra: User) -> None:
    browser, path = entered(petra, **{"HX-Request": "true"}), f"/quotes/{quote.pk}/send"
    given = {**browser.get(path).context["given"], "email": "jana@bistro.example"}
    assert browser.post(path, given).status_code == 200
    assert browser.post(path, given).status_code == 204
    assert len(send_mails()) == 1 and QuoteLink.objects.count() == 1
    assert not Event.objects.filter(kind="sent_again").exists()


def test_the_answer_to_a_question_goes_to_whoever_got_the_link(quote: Quote, customer: Customer, petra: User) -> None:
    question = asks(customer)
    answers(petra, question)
    (message,) = send_mails()
    assert message.to == ["jana@bistro.example"] and message.reply_to == [petra.email]
    assert "> Is it loud?" in message.body and "Not at all." in message.body
    address = next(line for line in message.body.splitlines() if "/offer/" in line)
    assert "Not at all." in Customer(address.removeprefix("http://testserver")).looks().content.decode()
    assert not QuoteLink.objects.exclude(seed="").exists()


def test_a_second_answer_is_neither_kept_nor_sent(quote: Quote, customer: Customer, petra: User) -> None:
    question = asks(customer)
    answers(petra, question)
    answers(petra, question, "Very loud.")
    assert len(send_mails()) == 1
    question.refresh_from_db()
    assert question.answer == "Not at all."


def test_an_answer_for_which_there_is_no_address_stands_on_the_page(bistro: Account, petra: User) -> None:
    quote = draft(bistro, petra)
    question = QuoteQuestion.ask(quote, "Is it loud?", name="Jana")
    answers(petra, question)
    question.refresh_from_db()
    assert question.answer == "Not at all." and not send_mails() and not OutgoingMail.objects.exists()


def test_an_answer_leads_to_no_amounts_that_its_writer_may_not_see(
    quote: Quote, customer: Customer, petra: User
) -> None:
    question, before = asks(customer), QuoteLink.objects.count()
    hide(petra, "sales.quote", "gross_total")
    answers(petra, question)
    (message,) = send_mails()
    assert "Not at all." in message.body and "/offer/" not in message.body
    assert QuoteLink.objects.count() == before


def test_who_signs_gets_the_evidence_and_the_paper(quote: Quote, customer: Customer, petra: User) -> None:
    assert customer.accepts().status_code == 302
    quote.refresh_from_db()
    (message,) = send_mails()
    assert message.to == ["jana@bistro.example"] and quote.number in message.subject
    assert "Accepted by: Jana Veselá" in message.body and quote.answer.content_hash in message.body
    assert str(timezone.localtime(quote.answer.at).year) in message.body
    if pdf.can_make_pdf():
        assert [name.rpartition(".")[2] for name, *_more in message.attachments] == ["pdf"]
    assert Event.objects.get(kind="mailed", record=quote.pk).data["email"] == "jana@bistro.example"


def test_the_confirmation_is_in_the_customers_language(bistro: Account, petra: User) -> None:
    quote = draft(bistro, petra)
    quote.change({"language": "pl"}, by=petra)
    customer = Customer(sent(quote, petra))
    send_mails()
    customer.accepts()
    assert "Zaakceptowano" in send_mails()[-1].body


def test_what_is_signed_twice_is_confirmed_once_and_a_refusal_not_at_all(
    quote: Quote, customer: Customer, bistro: Account, petra: User
) -> None:
    customer.accepts()
    customer.accepts()
    other = draft(bistro, petra)
    declining = Customer(sent(other, petra))
    declining.does("decline", name="Jana", reason="Too dear")
    send_mails()
    assert OutgoingMail.objects.filter(kind="acceptance").count() == 1
    assert OutgoingMail.objects.filter(record=other.pk).count() == 1


def test_accepting_works_without_mail(quote: Quote, customer: Customer, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert customer.accepts().status_code == 302
    quote.refresh_from_db()
    assert quote.state == "accepted" and not OutgoingMail.objects.filter(kind="acceptance").exists()


def test_a_confirmation_that_does_not_leave_is_told_to_the_owner(quote: Quote, customer: Customer, petra: User) -> None:
    customer.accepts()
    with patch.object(EmailMessage, "send", side_effect=SMTPRecipientsRefused({"x": (550, b"Gone")})):
        send_mails()
    assert Notification.objects.get(kind="mail_not_sent").person == petra
