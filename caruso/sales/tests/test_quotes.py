"""A quote on its way: sent, revised, answered, expired, ordered."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from caruso.customers.models import Account, Affiliation, Contact
from caruso.kernel.models import Event, ExchangeRate, Notification, User
from caruso.sales.from_opportunity import quote_for
from caruso.sales.from_quote import order_for
from caruso.sales.models import Approval, DiscountLimit, Interest, Opportunity, Order, Product, Quote, QuoteLine
from caruso.sales.quotes.clock import expire_quotes
from caruso.sales.quotes.discounts import ask_for_discount
from caruso.sales.tests.offers import GRINDER, MACHINE, draft, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def quote(bistro: Account, petra: User) -> Quote:
    return draft(bistro, petra)


def kinds(quote: Quote) -> list[str]:
    return list(
        Event.objects.filter(object="sales.quote", record=quote.pk).order_by("pk").values_list("kind", flat=True)
    )


def test_a_quote_speaks_the_language_of_the_person_only_where_they_belong_to_the_customer(
    bistro: Account, petra: User
) -> None:
    bistro.change({"language": "cs"}, by=petra)
    other = Account(name="Browar", owner=petra).create(by=petra)
    stranger = Contact(last_name="Nowak", account=other, language="pl", owner=petra).create(by=petra)
    deal = Opportunity(name="Machines", account=bistro, contact=stranger, owner=petra).create(by=petra)
    assert quote_for(deal, by=petra).language == "cs"
    Affiliation(contact=stranger, account=bistro, owner=petra).create(by=petra)
    assert quote_for(deal, by=petra).language == "pl"


def test_a_quote_is_made_of_an_opportunity_in_one_click(bistro: Account, petra: User, client: Client) -> None:
    bistro.change(
        {
            "addresses": [
                {"street": "Žižkova 4", "postal_code": "130 00", "city": "Praha", "country": "CZ", "primary": True}
            ]
        },
        by=petra,
    )
    jana = Contact(last_name="Veselá", account=bistro, language="cs", owner=petra).create(by=petra)
    machine = Product(name="Machine", sku="M-1", price=Decimal(1000), currency="CZK", owner=petra).create(by=petra)
    deal = Opportunity(name="Three machines", account=bistro, contact=jana, currency="CZK", owner=petra).create(
        by=petra
    )
    Interest(opportunity=deal, product=machine, quantity=Decimal(3), owner=petra).create(by=petra)
    client.force_login(petra)
    answer = client.post(f"/opportunities/{deal.pk}/quote")
    quote = Quote.objects.get()
    assert answer["Location"] == f"/quotes/{quote.pk}"
    assert (quote.account, quote.contact, quote.opportunity, quote.currency, quote.language) == (
        bistro, jana, deal, "CZK", "cs",
    )  # fmt: skip
    assert quote.billing_address.startswith("Žižkova 4\n130 00 Praha")
    assert [(line.sku, line.quantity, line.price) for line in quote.lines.all()] == [("M-1", 3, 1000)]
    assert quote.net_total == 3000


def test_a_product_that_one_may_not_see_is_left_out(bistro: Account, petra: User, tomas: User) -> None:
    hidden = Product(name="Secret", price=Decimal(5), currency="CZK", owner=tomas).create(by=tomas)
    deal = Opportunity(name="Deal", account=bistro, currency="CZK", owner=petra).create(by=petra)
    Interest(opportunity=deal, product=hidden, owner=petra).create(by=petra)
    assert quote_for(deal, by=petra).lines.count() == 0


def test_sending_gives_it_a_day_and_makes_it_final(quote: Quote, petra: User) -> None:
    sent(quote, petra)
    quote.refresh_from_db()
    assert quote.state == "sent" and quote.sent_at and quote.valid_until
    assert kinds(quote)[-1] == "sent"
    before = Event.objects.count()
    for change in (lambda: quote.change({"title": "Other"}, by=petra), lambda: quote.change({"terms": "x"}, by=petra)):
        with pytest.raises(ValidationError):
            change()
    cheaper = [QuoteLine(**{**MACHINE, "price": Decimal(1)})]
    same_total = [QuoteLine(**{**line.carried(), "description": "Something else"}) for line in quote.lines.all()]
    for lines in (cheaper, same_total):
        with pytest.raises(ValidationError):
            quote.write_lines(lines, by=petra)
    quote.refresh_from_db()
    assert quote.net_total == 2000 and quote.lines.first().description == "Espresso machine Łódź"
    assert Event.objects.count() == before


def test_the_page_of_a_sent_quote_refuses_to_change_it(quote: Quote, petra: User, client: Client) -> None:
    sent(quote, petra)
    client.force_login(petra)
    client.post(f"/quotes/{quote.pk}/field/title", {"title": "Forged"})
    client.patch(f"/api/v1/quotes/{quote.pk}", {"title": "Forged"}, content_type="application/json")
    quote.refresh_from_db()
    assert quote.title == ""


def test_an_owner_may_still_hand_it_over(quote: Quote, petra: User, marek: User) -> None:
    sent(quote, petra)
    assert quote.change({"owner": marek}, by=marek)


def test_an_empty_quote_and_an_old_one_are_not_sent(bistro: Account, petra: User, quote: Quote) -> None:
    empty = Quote(account=bistro, owner=petra).create(by=petra)
    with pytest.raises(ValidationError, match="no lines"):
        empty.send(by=petra)
    quote.change({"valid_until": timezone.localdate() - timedelta(days=1)}, by=petra)
    with pytest.raises(ValidationError, match="valid"):
        quote.send(by=petra)
    assert "sent" not in kinds(quote) + kinds(empty)


def test_a_new_version_takes_the_place_of_the_old(quote: Quote, petra: User) -> None:
    sent(quote, petra)
    second = quote.revise(by=petra)
    quote.refresh_from_db()
    assert quote.state == "superseded"
    assert (second.state, second.revision, second.first, second.number) == ("draft", 2, quote, f"{quote.number}-2")
    assert [line.description for line in second.lines.all()] == [line.description for line in quote.lines.all()]
    assert second.gross_total == quote.gross_total
    sent(second, petra)
    third = second.revise(by=petra)
    assert third.number == f"{quote.number}-3" and third.first == quote
    assert list(third.all_versions) == [quote, second, third]


def test_a_superseded_or_draft_quote_has_no_second_next_version(quote: Quote, petra: User) -> None:
    with pytest.raises(ValidationError):
        quote.revise(by=petra)
    sent(quote, petra)
    stale = Quote.objects.get(pk=quote.pk)
    quote.revise(by=petra)
    with pytest.raises(ValidationError):
        stale.revise(by=petra)
    assert Quote.objects.count() == 2


def test_a_copy_is_a_quote_of_its_own(quote: Quote, petra: User) -> None:
    twin = quote.copy(by=petra)
    assert twin.number not in ("", quote.number) and twin.first is None and twin.revision == 1
    assert twin.gross_total == quote.gross_total and twin.lines.count() == 2


def test_quotes_expire_when_their_last_day_is_over(quote: Quote, petra: User, bistro: Account) -> None:
    other = draft(bistro, petra)
    for one in (quote, other):
        sent(one, petra)
    Quote.objects.filter(pk=quote.pk).update(valid_until=timezone.localdate() - timedelta(days=1))
    assert expire_quotes() == 1
    quote.refresh_from_db()
    other.refresh_from_db()
    assert (quote.state, other.state) == ("expired", "sent")
    assert kinds(quote)[-1] == "expired"
    assert Notification.objects.get().person == petra
    assert expire_quotes() == 0


def test_the_clock_leaves_what_is_valid(quote: Quote, petra: User) -> None:
    sent(quote, petra)
    with pytest.raises(ValidationError):
        quote.expire()


def test_an_answer_by_telephone_is_written_down_with_who_did_it(quote: Quote, petra: User, client: Client) -> None:
    sent(quote, petra)
    client.force_login(petra)
    client.post(f"/quotes/{quote.pk}/answer", {"answer": "accepted", "name": "Jana", "reason": "On the phone"})
    quote.refresh_from_db()
    assert quote.state == "accepted"
    assert (quote.answer.by, quote.answer.name, quote.answer.ip) == (petra, "Jana", None)


def test_an_accepted_quote_becomes_one_order(quote: Quote, petra: User) -> None:
    with pytest.raises(ValidationError):
        order_for(quote, by=petra)
    sent(quote, petra)
    quote.accept(by=petra, chosen=[])
    order = order_for(quote, by=petra)
    assert order_for(quote, by=petra) == order and Order.objects.count() == 1
    quote.refresh_from_db()
    assert [line.description for line in order.lines.all()] == ["Espresso machine Łódź"]
    assert (order.net_total, order.tax_total, order.gross_total) == (
        quote.net_total, quote.tax_total, quote.gross_total,
    )  # fmt: skip
    assert order.quote == quote and order.account == quote.account


def test_chosen_options_count_in_quote_and_order(quote: Quote, petra: User) -> None:
    sent(quote, petra)
    option = quote.lines.get(optional=True)
    quote.accept(by=petra, chosen=[option.pk])
    quote.refresh_from_db()
    assert quote.net_total == 2300
    assert order_for(quote, by=petra).net_total == 2300


def test_the_order_wins_the_opportunity_where_that_is_wanted(bistro: Account, petra: User, client: Client) -> None:
    client.force_login(petra)
    outcomes = []
    for wanted in ({"win": "on"}, {}):
        deal = Opportunity(name="Deal", account=bistro, currency="CZK", owner=petra).create(by=petra)
        quote = draft(bistro, petra, opportunity=deal)
        sent(quote, petra)
        quote.accept(by=petra)
        assert client.post(f"/quotes/{quote.pk}/order", wanted).status_code == 302
        deal.refresh_from_db()
        outcomes.append(deal.outcome)
    assert outcomes == ["won", "open"] and Order.objects.count() == 2


def test_a_deal_won_by_a_quote_takes_its_amount(bistro: Account, petra: User, client: Client) -> None:
    ExchangeRate.objects.create(base="EUR", currency="CZK", day=timezone.localdate(), rate=Decimal("0.04"))
    client.force_login(petra)
    won = []
    for deal_in, quote_in in (("CZK", "CZK"), ("EUR", "CZK"), ("EUR", "GBP")):
        deal = Opportunity(name="Deal", account=bistro, owner=petra, amount=Decimal(9), currency=deal_in).create(
            by=petra
        )
        quote = draft(bistro, petra, opportunity=deal, currency=quote_in)
        sent(quote, petra)
        quote.accept(by=petra)
        client.post(f"/quotes/{quote.pk}/order", {"win": "on"})
        deal.refresh_from_db()
        won.append((deal.outcome, deal.amount, deal.currency))
    assert won == [("won", 2000, "CZK"), ("won", 80, "EUR"), ("won", 2000, "GBP")], "no rate is known for pounds"
    event = Event.objects.filter(object="sales.opportunity", kind="won").earliest("pk")
    assert event.changes["amount"][1] == "2000.00"
    page = client.get(f"/opportunities/{event.record}").content.decode()
    assert f"accepted quote {Quote.objects.earliest('pk').number}" in page


def test_two_versions_are_compared_line_by_line(quote: Quote, petra: User, client: Client) -> None:
    sent(quote, petra)
    second = quote.revise(by=petra)
    lines: list[Any] = [QuoteLine(**{**MACHINE, "price": Decimal(900)}), QuoteLine(description="Training")]
    second.write_lines(lines, by=petra)
    client.force_login(petra)
    comparison = client.get(f"/quotes/{second.pk}/versions").context["comparison"]
    assert {pair.kind: (pair.new or pair.old).description for pair in comparison.pairs} == {
        "changed": "Espresso machine Łódź", "added": "Training", "removed": "Grinder Žižkov",
    }  # fmt: skip
    assert comparison.pairs[0].changed == {"price", "net"}
    assert (comparison.old, comparison.new) == (quote, second)


def test_a_single_version_has_nothing_to_be_compared_with(quote: Quote, petra: User, client: Client) -> None:
    client.force_login(petra)
    assert client.get(f"/quotes/{quote.pk}/versions").status_code == 404


def test_an_optional_line_that_is_not_chosen_adds_nothing(bistro: Account, petra: User) -> None:
    quote = draft(bistro, petra, MACHINE, GRINDER, {**GRINDER, "chosen": False})
    assert quote.net_total == 2300


def test_a_discount_above_the_limit_waits_for_the_manager(
    bistro: Account, petra: User, marek: User, client: Client
) -> None:
    DiscountLimit.objects.create(role=petra.roles.get(), percent=Decimal(5))
    petra.team.leader = marek
    petra.team.save()
    quote = draft(bistro, petra, {**MACHINE, "discount_percent": Decimal(12)})
    client.force_login(petra)
    assert "12" in client.get(f"/quotes/{quote.pk}/send").content.decode()
    assert client.post(f"/quotes/{quote.pk}/send", {"email": ""}).status_code == 422
    for _twice in range(2):
        client.post(f"/quotes/{quote.pk}/send", {"do": "ask"})
    approval = Approval.objects.get()
    quote.refresh_from_db()
    assert (approval.approver, quote.state) == (marek, "draft")
    approval.approve(by=marek)
    assert client.post(f"/quotes/{quote.pk}/send", {"email": ""}).status_code == 200
    quote.refresh_from_db()
    assert quote.state == "sent"


def test_a_yes_does_not_cover_a_greater_discount(bistro: Account, petra: User, marek: User) -> None:
    DiscountLimit.objects.create(role=petra.roles.get(), percent=Decimal(5))
    quote = draft(bistro, petra, {**MACHINE, "discount_percent": Decimal(12)})
    ask_for_discount(quote, by=petra)
    Approval.objects.update(state="approved")
    quote.write_lines([QuoteLine(**{**MACHINE, "discount_percent": Decimal(40)})], by=petra)
    with pytest.raises(ValidationError, match="40"):
        sent(quote, petra)
    quote.refresh_from_db()
    assert quote.state == "draft"
