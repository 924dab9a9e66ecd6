"""Who comes to the customer's page of a quote, and who does not: forged, expired and guessed links, floods, other roles."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from caruso.kernel.models import Event, User
from caruso.sales.models import Quote, QuoteLink, QuoteQuestion
from caruso.sales.tests.offers import Customer, sent, untouched

pytestmark = pytest.mark.django_db


def test_the_page_shows_the_quote_and_hides_from_others(quote: Quote, customer: Customer) -> None:
    page = customer.looks()
    assert page.status_code == 200
    assert "Espresso machine Łódź" in page.content.decode()
    assert "noindex" in page.headers["X-Robots-Tag"] and "no-store" in page.headers["Cache-Control"]
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("token", ["x", "A" * 43, "%00", "łódź", "../../quotes/1"])
def test_a_forged_link_leads_nowhere(token: str, quote: Quote, customer: Customer) -> None:
    stranger = Customer(f"/offer/{token}")
    assert stranger.looks().status_code in (302, 404)
    assert stranger.does("accept", name="Mallory", agreed="on", content="x").status_code in (302, 404)
    assert untouched(quote)


def test_an_expired_link_says_so(quote: Quote, customer: Customer) -> None:
    QuoteLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    page = customer.looks()
    assert page.status_code == 410 and "expired" in page.content.decode()
    assert "Espresso" not in page.content.decode()
    assert customer.accepts().status_code == 410
    assert untouched(quote)


def test_the_link_of_a_quote_in_the_bin_leads_nowhere(quote: Quote, customer: Customer, petra: User) -> None:
    quote.put_in_bin(by=petra)
    assert customer.looks().status_code == 404
    assert customer.accepts().status_code == 404


def test_a_link_opens_its_own_version_only(quote: Quote, customer: Customer, petra: User) -> None:
    following = quote.revise(by=petra)
    newer = Customer(sent(following, petra))
    assert newer.accepts().status_code == 302
    following.refresh_from_db()
    quote.refresh_from_db()
    assert (quote.state, following.state) == ("superseded", "accepted")


def test_an_unknown_deed_changes_nothing(quote: Quote, customer: Customer) -> None:
    assert customer.does("destroy").status_code == 400
    assert untouched(quote)


def test_writing_too_often_is_slowed_down(quote: Quote, customer: Customer) -> None:
    cache.clear()
    answers = [customer.does("ask", name="J", question=f"{number}?").status_code for number in range(15)]
    assert answers[0] == 302 and answers[-1] == 429
    assert QuoteQuestion.objects.count() == 12


def test_guessing_links_is_slowed_down_without_shutting_out_the_customer(
    customer: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("caruso.kernel.limits.time.time", lambda: 1_800_000_000.0)
    cache.clear()
    guesses = [customer.browser.get(f"/offer/{'x' * 40}{number}").status_code for number in range(62)]
    assert guesses == [404] * 60 + [429] * 2
    assert customer.browser.get(customer.address).status_code == 200
    looks = [customer.browser.get(customer.address).status_code for _number in range(120)]
    assert looks[0] == 200 and looks[-1] == 429


def test_every_post_needs_its_token(quote: Quote, customer: Customer) -> None:
    customer.browser = Client(enforce_csrf_checks=True)
    assert customer.does("decline", name="Jana").status_code == 403
    assert untouched(quote)


def test_the_pages_of_quotes_ask_for_rights(
    quote: Quote, customer: Customer, petra: User, tomas: User, jan: User, stranger: User
) -> None:
    customer.does("ask", name="Jana", question="Really?")
    question = QuoteQuestion.objects.get()
    before = Event.objects.count()

    def asked(method: str, path: str, *people: User, **data: Any) -> list[int]:
        found = []
        for person in people:
            browser = Client()
            browser.force_login(person)
            found.append(getattr(browser, method)(path, data).status_code)
        return found

    for page in ("print", "pdf"):
        assert asked("get", f"/quotes/{quote.pk}/{page}", petra, jan, stranger) == [200, 200, 404]
    for page in ("send", "answer"):
        assert asked("get", f"/quotes/{quote.pk}/{page}", petra, jan, stranger) == [200, 403, 404]
    for deed in ("send", "answer", "revise"):
        assert asked("post", f"/quotes/{quote.pk}/{deed}", jan, tomas, stranger) == [403, 403, 404]
    assert asked("post", f"/quotes/{quote.pk}/copy", jan, stranger) == [403, 404]
    assert asked("post", f"/quotes/{quote.pk}/order", jan, stranger) == [403, 404]
    assert asked("post", f"/quotes/questions/{question.pk}/reply", jan, stranger, answer="No") == [403, 404]
    assert asked("get", f"/quotes/{quote.pk}/evidence", petra) == [404]
    assert Event.objects.count() == before
    assert untouched(quote)
