"""The customer's page of a quote: who gets in, what can be done there, and what is kept of it."""

import base64
import io
from datetime import timedelta
from decimal import Decimal
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone
from PIL import Image, ImageDraw

from caruso.customers.models import Account
from caruso.kernel.models import Event, Notification, User
from caruso.sales.from_quote import order_for
from caruso.sales.models import Delivery, OutgoingMail, Quote, QuoteAnswer, QuoteLink, QuoteQuestion
from caruso.sales.printing import pdf
from caruso.sales.rules.quote_content import hash_of
from caruso.sales.tests.mails import send_mails
from caruso.sales.tests.offers import GRINDER, MACHINE, Customer, draft, sent, untouched

pytestmark = pytest.mark.django_db


def drawn(size: tuple[int, int] = (300, 100), ink: bool = True) -> str:
    picture, content = Image.new("RGBA", size), io.BytesIO()
    if ink:
        ImageDraw.Draw(picture).line((10, 10, 200, 80), fill="black", width=4)
    picture.save(content, "PNG")
    return "data:image/png;base64," + base64.b64encode(content.getvalue()).decode()


@pytest.mark.prints
def test_the_link_goes_by_mail_with_the_pdf_and_only_its_hash_is_kept(quote: Quote, customer: Customer) -> None:
    assert QuoteLink.objects.get().seed and not mail.outbox
    (message,) = send_mails()
    token = customer.address.removeprefix("/offer/")
    assert message.to == ["jana@bistro.example"] and customer.address in message.body
    link = QuoteLink.objects.get()
    assert link.mailed and not link.seed and len(token) >= 43
    kept = " ".join(str(value) for value in QuoteLink.objects.values().get().values())
    told = " ".join(str(event.data) for event in Event.objects.all())
    written = " ".join(str(value) for value in OutgoingMail.objects.values().get().values())
    assert token not in kept + told + written
    if pdf.can_make_pdf():
        ((name, content, _type),) = message.attachments
        assert name.endswith(".pdf") and content.startswith(b"%PDF-") and b"%%EOF" in content[-8:]


def test_terms_are_accepted_only_where_there_are_some(quote: Quote, bistro: Account, petra: User) -> None:
    plain = Customer(sent(quote, petra)).looks().content.decode()
    assert f"I accept quote {quote}." in plain and "its terms" not in plain
    strict = draft(bistro, petra, terms="Payment within 14 days.")
    assert f"I accept quote {strict} and its terms." in Customer(sent(strict, petra)).looks().content.decode()


def test_a_polish_customer_is_addressed_formally(bistro: Account, petra: User) -> None:
    quote = draft(bistro, petra)
    quote.change({"language": "pl"}, by=petra)
    page = Customer(sent(quote, petra)).looks().content.decode()
    assert "O co chcieliby Państwo zapytać?" in page and "chcesz" not in page


def test_each_line_says_its_tax_rate_also_what_is_paid_every_month(bistro: Account, petra: User) -> None:
    care = {"description": "Care", "price": Decimal(200), "recurring": "monthly", "tax_class": "reduced"}
    quote = draft(bistro, petra, MACHINE, care)
    page = Customer(sent(quote, petra)).looks().content.decode()
    rates = [f"{line.tax_percent.normalize():f}\u00a0%" for line in quote.lines.all()]
    assert len(set(rates)) == 2 and all(f'data-label="Tax">{rate}</td>' in page for rate in rates)


def test_cost_and_margin_never_reach_the_customer(bistro: Account, petra: User) -> None:
    quote = draft(bistro, petra, {**MACHINE, "cost": 617})
    page = Customer(sent(quote, petra)).looks().content.decode()
    assert "617" not in page and "margin" not in page.lower()


def test_the_page_speaks_the_customers_language(quote: Quote, petra: User) -> None:
    quote.change({"language": "cs"}, by=petra)
    page = Customer(sent(quote, petra)).looks(**{"Accept-Language": "en"})
    assert "Přijmout nabídku" in page.content.decode()


def test_the_first_look_is_told_once(quote: Quote, customer: Customer, petra: User) -> None:
    customer.looks(**{"Sec-Purpose": "prefetch"})
    quote.refresh_from_db()
    assert quote.opened_at is None
    customer.looks()
    customer.looks()
    quote.refresh_from_db()
    assert quote.opened_at
    assert Notification.objects.filter(person=petra, kind="quote_opened").count() == 1
    assert Event.objects.filter(object="sales.quote", kind="opened").count() == 1


def test_a_look_of_the_staff_is_none_of_the_customer(quote: Quote, customer: Customer, petra: User) -> None:
    customer.browser.force_login(petra)
    assert customer.looks().status_code == 200
    quote.refresh_from_db()
    assert quote.opened_at is None


def test_accepting_keeps_the_evidence(
    quote: Quote, customer: Customer, petra: User, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    customer.browser = Client(headers={"User-Agent": "Firefox of Jana"}, REMOTE_ADDR="192.0.2.7")
    option = quote.lines.get(optional=True)
    assert customer.accepts(chosen=option.pk, signature=drawn()).status_code == 302
    quote.refresh_from_db()
    answer = quote.answer
    assert quote.state == "accepted" and quote.net_total == 2300
    assert (answer.name, answer.ip, answer.user_agent) == ("Jana Veselá", "192.0.2.7", "Firefox of Jana")
    assert answer.email == "jana@bistro.example" and answer.at == quote.answered_at
    assert answer.content_hash == hash_of(answer.content) and answer.is_intact
    assert [line["chosen"] for line in answer.content["lines"]] == [True, True]
    assert answer.content["quote"]["net_total"] == "2300"
    assert answer.signature_address.startswith("data:image/png;base64,")
    assert Notification.objects.filter(person=petra, kind="quote_accepted").count() == 1
    assert "Jana Veselá" in customer.looks().content.decode()


def test_a_typed_name_is_enough(quote: Quote, customer: Customer) -> None:
    assert customer.accepts().status_code == 302
    quote.refresh_from_db()
    assert quote.state == "accepted" and quote.answer.signature == ""


@pytest.mark.parametrize("left_out", ["name", "agreed", "content"])
def test_half_an_acceptance_is_none(left_out: str, quote: Quote, customer: Customer) -> None:
    page = customer.accepts(**{left_out: ""}) if left_out != "agreed" else customer.does(
        "accept", name="Jana", content=customer.looks().context["content_hash"]
    )  # fmt: skip
    assert page.status_code == 409 and 'role="alert"' in page.content.decode()
    assert untouched(quote)


@pytest.mark.parametrize(
    "signature",
    ["x", "data:image/svg+xml;base64,PHN2Zz4=", "data:image/png;base64,!!!", "data:image/png;base64,AAAA",
     drawn((4000, 3000)), "data:image/png;base64," + "A" * 500_000],
)  # fmt: skip
def test_what_is_no_drawing_is_refused(signature: str, quote: Quote, customer: Customer) -> None:
    assert customer.accepts(signature=signature).status_code == 409
    assert untouched(quote)


def test_an_empty_pad_is_no_signature(quote: Quote, customer: Customer) -> None:
    customer.accepts(signature=drawn(ink=False))
    quote.refresh_from_db()
    assert quote.answer.signature == ""


def test_a_second_answer_changes_nothing(quote: Quote, customer: Customer) -> None:
    content = customer.looks().context["content_hash"]
    customer.accepts()
    events = Event.objects.count()
    again = customer.does("accept", name="Other", agreed="on", options="1", content=content)
    no = customer.does("decline", name="Other", reason="Changed my mind")
    assert (again.status_code, no.status_code) == (409, 409)
    changed = customer.does("accept", name="Other", agreed="on", options="1", content="as it was")
    assert changed.status_code == 409 and "has changed since" not in changed.content.decode()
    quote.refresh_from_db()
    assert quote.state == "accepted" and quote.answer.name == "Jana Veselá"
    assert Event.objects.count() == events


def test_a_revised_quote_cannot_be_accepted(quote: Quote, customer: Customer, petra: User) -> None:
    content = customer.looks().context["content_hash"]
    following = quote.revise(by=petra)
    page = customer.does("accept", name="Jana", agreed="on", options="1", content=content)
    assert page.status_code == 410 and "newer version" in page.content.decode()
    assert customer.looks().status_code == 410
    following.refresh_from_db()
    assert following.state == "draft" and not QuoteAnswer.objects.exists()


def test_what_is_accepted_must_be_what_was_seen(quote: Quote, customer: Customer) -> None:
    content = customer.looks().context["content_hash"]
    quote.lines.filter(optional=False).update(description="Something else")
    page = customer.does("accept", name="Jana", agreed="on", options="1", content=content)
    assert page.status_code == 409
    assert untouched(quote)


def test_after_its_last_day_a_quote_can_be_asked_about_only(quote: Quote, customer: Customer) -> None:
    content = customer.looks().context["content_hash"]
    Quote.objects.update(valid_until=timezone.localdate() - timedelta(days=1))
    assert 'value="accept"' not in customer.looks().content.decode()
    assert customer.does("accept", name="Jana", agreed="on", options="1", content=content).status_code == 409
    assert untouched(quote)
    assert customer.does("ask", name="Jana", question="Does it still hold?").status_code == 302
    assert QuoteQuestion.objects.count() == 1


def test_declining_keeps_the_reason(quote: Quote, customer: Customer, petra: User) -> None:
    assert customer.does("decline", name="Jana", reason="Too dear <script>alert(1)</script>").status_code == 302
    quote.refresh_from_db()
    assert (quote.state, quote.answer.reason) == ("declined", "Too dear <script>alert(1)</script>")
    petras = Client()
    petras.force_login(petra)
    page = petras.get(f"/quotes/{quote.pk}").content.decode()
    assert "Too dear &lt;script&gt;" in page and "<script>alert" not in page


def test_questions_and_answers_stand_on_both_pages(quote: Quote, customer: Customer, petra: User) -> None:
    customer.does("ask", name="Jana", question="Is the grinder quiet?")
    question = QuoteQuestion.objects.get()
    assert Notification.objects.filter(person=petra, kind="quote_asked").count() == 1
    petras = Client()
    petras.force_login(petra)
    assert "Is the grinder quiet?" in petras.get(f"/quotes/{quote.pk}").content.decode()
    petras.post(f"/quotes/questions/{question.pk}/reply", {"answer": "Below 60 dB."})
    assert "Below 60 dB." in customer.looks().content.decode()
    petras.post(f"/quotes/questions/{question.pk}/reply", {"answer": "Another answer."})
    question.refresh_from_db()
    assert question.answer == "Below 60 dB." and question.answered_by == petra
    assert "Below 60 dB." in petras.get(f"/quotes/{quote.pk}").content.decode()


def test_the_totals_follow_the_options_without_writing_anything(quote: Quote, customer: Customer) -> None:
    option, events = quote.lines.get(optional=True), Event.objects.count()
    with_it = customer.does("reckon", options="1", chosen=option.pk)
    without = customer.does("reckon", options="1")
    assert "2,300.00" in with_it.content.decode() and "2,300.00" not in without.content.decode()
    assert Event.objects.count() == events
    assert untouched(quote)


def test_lines_that_are_not_optional_cannot_be_left_out(quote: Quote, customer: Customer) -> None:
    firm, strange = quote.lines.get(optional=False), draft(quote.account, quote.owner, GRINDER).lines.get()
    customer.accepts(chosen=[strange.pk, -1, "x"])
    quote.refresh_from_db()
    firm.refresh_from_db()
    assert quote.net_total == 2000 and firm.counts


def test_the_evidence_can_be_printed(quote: Quote, customer: Customer, petra: User) -> None:
    customer.accepts()
    petras = Client()
    petras.force_login(petra)
    page = petras.get(f"/quotes/{quote.pk}/evidence").content.decode()
    answer = QuoteAnswer.objects.get()
    assert answer.content_hash in page and "the fingerprint fits" in page
    QuoteAnswer.objects.update(content={**answer.content, "lines": []})
    assert "does not fit" in petras.get(f"/quotes/{quote.pk}/evidence").content.decode()


def test_without_mail_the_link_is_shown_and_the_message_kept(quote: Quote, petra: User, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    petras = Client()
    petras.force_login(petra)
    form = {"email": "jana@bistro.example", "subject": "Our quote", "message": "Dear Jana"}
    page = petras.post(f"/quotes/{quote.pk}/send", form)
    address = page.context["sent"].address
    assert address in page.content.decode() and not page.context["sent"].mailed
    assert Customer(address.partition("testserver")[2]).looks().status_code == 200
    record = petras.get(f"/quotes/{quote.pk}").content.decode()
    assert "Dear Jana" in record and address not in record
    again = petras.post(f"/quotes/{quote.pk}/send", form).context["sent"].address
    assert again != address and QuoteLink.objects.count() == 2


def test_a_wrong_address_of_mail_sends_nothing(quote: Quote, petra: User) -> None:
    petras = Client()
    petras.force_login(petra)
    page = petras.post(f"/quotes/{quote.pk}/send", {"email": "no address", "subject": "S", "message": "M"})
    quote.refresh_from_db()
    assert page.status_code == 422 and quote.state == "draft" and not mail.outbox


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_counts(quote: Quote, customer: Customer) -> None:
    content = customer.looks().context["content_hash"]
    form = {"do": "accept", "agreed": "on", "options": "1", "content": content}
    start, answers = Barrier(4), []

    def answer(name: str, do: str) -> None:
        browser = Client()
        start.wait()
        try:
            answers.append(browser.post(customer.address, {**form, "name": name, "do": do}).status_code)
        finally:
            connection.close()

    threads = [
        Thread(target=answer, args=(f"Jana {number}", "accept" if number % 2 else "decline")) for number in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    quote.refresh_from_db()
    assert sorted(answers) == [302, 409, 409, 409]
    assert QuoteAnswer.objects.count() == 1 and QuoteAnswer.objects.get().kind == quote.state
    assert Event.objects.filter(object="sales.quote", kind__in=["accepted", "declined"]).count() == 1


def test_the_customer_follows_the_order_and_its_parcels(quote: Quote, customer: Customer, petra: User) -> None:
    customer.accepts()
    assert "Your order" not in customer.looks().content.decode()
    quote.refresh_from_db()
    order = order_for(quote, by=petra)
    assert "As soon as something is on its way" in customer.looks().content.decode()
    line = order.lines.first()
    first = Delivery(order=order).create(by=petra, quantities={line.pk: Decimal(1)})
    first.ship(by=petra, carrier="dpd", tracking_number="13 A")
    called_off = Delivery(order=order).create(by=petra)
    called_off.cancel(by=petra)
    page = customer.looks().content.decode()
    assert f"Your order {order.number}" in page and "sent in part" in page and "delivered" not in page
    assert "1 pcs Espresso machine Łódź" in page
    assert 'href="https://tracktrace.dpd.com.pl/parcelDetails?p1=13A"' in page
    assert called_off.number not in page
