"""A lead that joins known customers tells them what it knows: what is empty is filled, nothing is overwritten."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from caruso.customers.models import Account, Contact
from caruso.kernel.models import CustomField, User
from caruso.sales.models import KeyPlayer, Lead, LeadConsent, Opportunity

SAID = {
    "first_name": "Eva", "last_name": "Malá", "company": "Kavárna", "email": "eva@kavarna.cz",
    "phone": "+420602123456", "job_title": "Owner", "website": "https://kavarna.cz", "tax_number": "CZ25123891",
    "street": "Dlouhá 5", "postcode": "602 00", "city": "Brno", "country": "CZ", "language": "cs",
    "tags": ["espresso"], "notes": "Opens in May.", "source": "fair", "source_detail": "Brno",
}  # fmt: skip


@pytest.fixture
def kavarna(petra: User) -> Lead:
    return Lead(owner=petra, **SAID).create(by=petra)


@pytest.fixture
def known(petra: User) -> tuple[Account, Contact]:
    account = Account(name="Kavárna s.r.o.", owner=petra, tags=["vip"], notes="Pays in time.").create(by=petra)
    emails = [{"type": "work", "value": "mala@kavarna.cz", "primary": True}]
    contact = Contact(first_name="Eva", last_name="Malá", emails=emails, language="en", owner=petra)
    contact.source = "website"
    return account, contact.create(by=petra)


def entered(person: User) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def converted(browser: Client, lead: Lead, account: Account, contact: Contact, **more: Any) -> None:
    chosen = {"which_account": str(account.pk), "which_contact": str(contact.pk), "begins": "on", "opportunity": "Two"}
    assert browser.post(f"/leads/{lead.pk}/convert", {**chosen, **more}).status_code == 302
    account.refresh_from_db()
    contact.refresh_from_db()


def test_what_is_empty_is_filled_and_lists_get_what_is_new(
    petra: User, kavarna: Lead, known: tuple[Account, Contact]
) -> None:
    account, contact = known
    converted(entered(petra), kavarna, account, contact)
    assert (account.phone, account.website, account.tax_number) == ("+420602123456", SAID["website"], "CZ25123891")
    assert account.addresses[0]["street"] == "Dlouhá 5" and account.language == "cs" and account.source == "fair"
    assert account.tags == ["vip", "espresso"] and account.notes == "Pays in time.\n\nOpens in May."
    assert (contact.job_title, contact.phone, contact.account) == ("Owner", "+420602123456", account)
    assert [one["value"] for one in contact.emails] == ["mala@kavarna.cz", "eva@kavarna.cz"]
    assert contact.email == "mala@kavarna.cz"


def test_what_differs_stays_and_is_told_on_the_timeline(
    petra: User, kavarna: Lead, known: tuple[Account, Contact]
) -> None:
    account, contact = known
    account.change({"website": "https://kavarna-brno.cz"}, by=petra)
    browser = entered(petra)
    converted(browser, kavarna, account, contact)
    assert account.website == "https://kavarna-brno.cz"
    assert (contact.language, contact.source, contact.source_detail) == ("en", "website", "")
    page = browser.get(f"/accounts/{account.pk}/timeline").content.decode()
    assert "left out because something else stands here" in page and "kavarna.cz" in page
    page = browser.get(f"/contacts/{contact.pk}/timeline").content.decode()
    assert "left out because something else stands here" in page and "Czech" in page


def test_undoing_takes_back_what_was_filled_unless_it_was_changed(
    petra: User, kavarna: Lead, known: tuple[Account, Contact]
) -> None:
    account, contact = known
    browser = entered(petra)
    converted(browser, kavarna, account, contact)
    account.change({"website": "https://new.cz"}, by=petra)
    browser.post(f"/leads/{kavarna.pk}/take-back")
    account.refresh_from_db()
    contact.refresh_from_db()
    assert (account.website, account.phone, account.tax_number, account.tags) == ("https://new.cz", "", "", ["vip"])
    assert (account.addresses, account.notes) == ([], "Pays in time.")
    assert (contact.job_title, contact.account, len(contact.emails)) == ("", None, 1)


def test_who_may_not_change_the_customer_only_has_it_told(
    petra: User, marek: User, kavarna: Lead, known: tuple[Account, Contact]
) -> None:
    account, contact = known
    for one in known:
        one.change({"owner": marek.pk}, by=marek)
    version = account.version
    browser = entered(petra)
    converted(browser, kavarna, account, contact)
    assert (account.website, account.tags, account.version) == ("", ["vip"], version)
    page = browser.get(f"/accounts/{account.pk}/timeline").content.decode()
    assert "left out because something else stands here" in page and "espresso" in page


def test_custom_fields_go_to_those_of_the_same_name_and_kind(
    anna: User, petra: User, known: tuple[Account, Contact]
) -> None:
    account, contact = known
    for owner in ("sales.lead", "customers.account", "sales.opportunity"):
        CustomField.objects.create(object=owner, name="machines", kind="integer", labels={"en": "Machines"})
    CustomField.objects.create(object="customers.contact", name="machines", kind="text", labels={"en": "Machines"})
    lead = Lead(owner=petra, custom={"machines": 3}, **SAID).create(by=petra)
    browser = entered(petra)
    converted(browser, lead, account, contact)
    assert account.custom == {"machines": 3} and contact.custom == {}
    assert Opportunity.objects.get().custom == {"machines": 3}
    browser.post(f"/leads/{lead.pk}/take-back")
    account.refresh_from_db()
    assert account.custom == {}
    lead.refresh_from_db()
    converted(browser, lead, account, contact, which_account="new", which_contact="new")
    assert Account.objects.latest("pk").custom == {"machines": 3}


def test_the_person_is_a_key_player_of_the_new_deal(petra: User, kavarna: Lead, known: tuple[Account, Contact]) -> None:
    account, contact = known
    browser = entered(petra)
    converted(browser, kavarna, account, contact)
    deal = Opportunity.objects.live().get()
    assert [one.contact for one in deal.players.all()] == [contact]
    browser.post(f"/leads/{kavarna.pk}/take-back")
    assert not KeyPlayer.objects.live().exists() and not Opportunity.objects.live().exists()


def test_consents_given_as_a_lead_stand_on_the_page_of_the_contact(
    petra: User, kavarna: Lead, known: tuple[Account, Contact]
) -> None:
    account, contact = known
    given = timezone.now() - timedelta(days=3)
    LeadConsent.objects.create(lead=kavarna, wording="You may write to me.", given_at=given, form="Website")
    browser = entered(petra)
    panels = f"/contacts/{contact.pk}/panels"
    assert "You may write to me." not in browser.get(panels).content.decode()
    converted(browser, kavarna, account, contact)
    assert "You may write to me." in browser.get(panels).content.decode()
    assert "You may write to me." not in browser.get(f"/accounts/{account.pk}/panels").content.decode()
    browser.post(f"/leads/{kavarna.pk}/take-back")
    assert "You may write to me." not in browser.get(panels).content.decode()
