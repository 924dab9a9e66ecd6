"""A public form asks for what assignment needs, keeps what else tells it, and knows who has written before."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from caruso.customers.models import Activity
from caruso.kernel.models import CustomField, Notification, User
from caruso.sales.guarding import Stamp
from caruso.sales.models import AssignmentRule, Lead, LeadConsent, LeadForm, Product
from caruso.sales.rules.lead_country import country_told

FIRST = ["last_name", "email", "phone", "message"]


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caruso.sales.guarding.LEAST", -1)


def a_form(by: User, *more: str, **values: Any) -> LeadForm:
    return LeadForm(name="Website", asks=[*FIRST, *more], consent="You may write.", owner=by, **values).create(by=by)


def sent(form: LeadForm, browser: str = "", **more: Any) -> Any:
    given = {"last_name": "Novotný", "email": "jan@lev.com", "consent": form.consent_mark, **more}
    given.setdefault("stamp", Stamp.new(form.pk).text)
    headers = {"HTTP_ACCEPT_LANGUAGE": browser} if browser else {}
    return Client(**headers).post(f"/f/{form.token}", given)


def test_the_settings_offer_place_language_product_budget_and_custom_fields(anna: User) -> None:
    CustomField.objects.create(object="sales.lead", name="machines", kind="integer", labels={"en": "Machines"})
    browser = Client()
    browser.force_login(anna)
    page = browser.get("/lead-forms/new").content.decode()
    for name in ("country", "postcode", "street", "language", "product", "budget", "machines"):
        assert f'name="asks" value="{name}"' in page
    answer = browser.post("/lead-forms/new", {"name": "Machines", "asks": ["email", "machines"], "source": "website"})
    assert answer.status_code == 302 and LeadForm.objects.get().asked == ["email", "machines"]


def test_what_is_chosen_and_filled_in_becomes_the_leads(petra: User) -> None:
    colours = [{"value": "red", "labels": {"en": "Red"}}, {"value": "blue", "labels": {"en": "Blue"}}]
    CustomField.objects.create(object="sales.lead", name="hue", kind="choice", labels={"en": "Hue"}, choices=colours)
    CustomField.objects.create(object="sales.lead", name="machines", kind="integer", labels={"en": "Machines"})
    product = Product(name="Lux 2", owner=petra).create(by=petra)
    gone = Product(name="Worn-out mill", active=False, owner=petra).create(by=petra)
    more = ("country", "postcode", "language", "product", "budget", "hue", "machines")
    form = a_form(petra, *more, language="en")
    page = Client().get(f"/f/{form.token}").content.decode()
    assert "Lux 2" in page and "Worn-out" not in page and ">Blue<" in page and '<option value="CZ"' in page
    filled = {
        "country": "CZ", "postcode": "602 00", "language": "cs", "product": str(product.pk), "budget": "1 200",
        "hue": "blue", "machines": "3",
    }  # fmt: skip
    wrong = [{"product": str(gone.pk)}, {"product": "x"}, {"hue": "green"}, {"machines": "many"}, {"language": "xx"}]
    for one in wrong:
        assert sent(form, **{**filled, **one}).status_code == 422
    assert not Lead.objects.exists()
    assert sent(form, **filled).status_code == 302
    lead = Lead.objects.get()
    assert (lead.country, lead.postcode, lead.language, lead.product) == ("CZ", "602 00", "cs", product)
    assert lead.budget == Decimal(1200) and lead.custom == {"hue": "blue", "machines": 3}
    signed_in = Client()
    signed_in.force_login(petra)
    snippet = signed_in.get(f"/lead-forms/{form.pk}").content.decode()
    assert "&lt;select name=&quot;hue&quot;" in snippet


def test_leads_of_the_website_are_given_by_territory_language_and_product(petra: User, marek: User) -> None:
    AssignmentRule.objects.create(name="Czech", condition='language = "cs" and country = "CZ"', people=[marek.pk])
    sent(a_form(petra), "cs-CZ,cs;q=0.9,en;q=0.8", phone="+420 602 123 456")
    lead = Lead.objects.get()
    assert (lead.language, lead.country, lead.owner) == ("cs", "CZ", marek)


@pytest.mark.parametrize(
    ("form", "browser", "language"),
    [("pl", "cs", "pl"), ("", "cs-CZ,cs;q=0.9", "cs"), ("", "de-DE,pl;q=0.5", "pl"), ("", "de", ""), ("", "", "")],
)
def test_the_language_is_the_forms_or_that_of_the_browser(petra: User, form: str, browser: str, language: str) -> None:
    sent(a_form(petra, language=form), browser)
    assert Lead.objects.get().language == language


@pytest.mark.parametrize(
    ("phone", "email", "country"),
    [
        ("+420602123456", "jan@lev.pl", "CZ"),
        ("0048 22 123 45 67", "", "PL"),
        ("602 123 456", "jan@lev.cz", "CZ"),
        ("602 123 456", "jan@lev.com", ""),
        ("", "jan@lev.co.uk", "GB"),
        ("", "jan@lev.io", ""),
        ("+1 212 555 0123", "", "US"),
        ("+", "x", ""),
    ],
)
def test_the_country_is_told_by_the_number_or_the_domain(phone: str, email: str, country: str) -> None:
    assert country_told(phone, email) == country


def test_who_says_the_country_is_believed_and_numbers_are_local_there(petra: User) -> None:
    sent(a_form(petra, "country"), phone="602 123 456", email="jan@lev.cz", country="SK")
    lead = Lead.objects.get()
    assert (lead.country, lead.phone) == ("SK", "+420602123456")


def test_a_second_message_of_the_same_visitor_joins_the_open_lead(petra: User, anna: User) -> None:
    form, other = a_form(petra), a_form(petra, "city")
    sent(form, message="Two machines")
    lead = Lead.objects.get()
    due = lead.contact_due_at
    lead.change({"owner": petra.pk}, by=anna)
    Notification.objects.all().delete()
    again = {"message": "And a grinder", "email": "JAN@lev.com", "phone": "+420602123456", "city": "Brno"}
    for _click in range(2):
        assert sent(other, **again).status_code == 302
    lead = Lead.objects.get()
    assert (lead.contact_due_at, lead.contacted_at, lead.state) == (due, None, "new")
    assert (lead.message, lead.city, lead.phone) == ("Two machines", "Brno", "+420602123456")
    joined = Activity.objects.get(about_object="sales.lead", about_record=lead.pk)
    assert "And a grinder" in joined.body and joined.direction == "in"
    assert LeadConsent.objects.filter(lead=lead).count() == 2
    assert [(one.kind, one.person) for one in Notification.objects.all()] == [("lead_wrote", petra)]
    assert sent(form, message="Two machines").status_code == 302
    assert Activity.objects.count() == 1 and LeadConsent.objects.count() == 2


def test_who_was_disqualified_begins_anew(petra: User) -> None:
    form = a_form(petra)
    sent(form, message="Two machines")
    Lead.objects.get().disqualify(by=petra, reason="no_budget")
    Lead.objects.update(created_at=timezone.now() - timedelta(days=2))
    sent(form, message="Two machines")
    assert Lead.objects.count() == 2
