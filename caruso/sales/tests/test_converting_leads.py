"""A lead becomes a customer through the dialog on its page, with all that it collected, and becomes a lead again."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from caruso.customers.models import Account, Activity, Contact
from caruso.kernel.files import attach
from caruso.kernel.models import Attachment, Event, Role, TimelineEntry, User
from caruso.sales.models import Lead, Opportunity


@pytest.fixture
def kavarna(petra: User) -> Lead:
    values = {"first_name": "Eva", "last_name": "Malá", "company": "Kavárna", "email": "eva@kavarna.cz"}
    values |= {"postcode": "602 00", "city": "Brno", "country": "CZ"}
    return Lead(owner=petra, **values).create(by=petra)


def entered(person: User) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def page(browser: Client, lead: Lead, word: str) -> str:
    answer = browser.get(f"/leads/{lead.pk}/{word}".rstrip("/"))
    assert answer.status_code == 200
    return answer.content.decode()


def converted(browser: Client, lead: Lead, **more: Any) -> Any:
    given = {"which_account": "new", "which_contact": "new", "begins": "on", "opportunity": "Two machines", **more}
    return browser.post(f"/leads/{lead.pk}/convert", given)


def plan(lead: Lead, by: User) -> Activity:
    planned = Activity(kind="call", subject="Call Eva", about_object="sales.lead", about_record=lead.pk, owner=by)
    planned.due_at = lead.created_at
    return planned.create(by=by)


def test_everything_goes_along_and_comes_back(
    petra: User, kavarna: Lead, settings: pytest.FixtureRequest, tmp_path: object
) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    call = plan(kavarna, petra)
    file = attach(kavarna, SimpleUploadedFile("wish.txt", b"Two machines", "text/plain"), by=petra)
    browser = entered(petra)
    answer = converted(browser, kavarna)
    deal = Opportunity.objects.get()
    assert answer.status_code == 302 and answer.url == f"/opportunities/{deal.pk}"
    kavarna.refresh_from_db()
    assert (kavarna.account, kavarna.contact, kavarna.opportunity) == (deal.account, deal.contact, deal)
    call.refresh_from_db()
    assert (call.account, call.contact, call.about_object, call.about_record) == (
        deal.account, deal.contact, "sales.opportunity", deal.pk
    )  # fmt: skip
    deal.refresh_from_db()
    kavarna.refresh_from_db()
    assert deal.next_activity_at == call.due_at and kavarna.next_activity_at is None
    file.refresh_from_db()
    assert (file.object, file.record) == ("sales.opportunity", deal.pk)
    assert deal.account.addresses[0]["postal_code"] == "602 00"
    made = Event.objects.get(object="sales.lead", record=kavarna.pk, kind="created")
    heirs = TimelineEntry.objects.filter(event=made).values_list("object", flat=True)
    assert sorted(heirs) == ["customers.account", "customers.contact", "sales.lead", "sales.opportunity"]

    answer = browser.post(f"/leads/{kavarna.pk}/take-back")
    assert answer.url == f"/leads/{kavarna.pk}"
    for model in (Account, Contact, Opportunity):
        assert not model.objects.live().exists() and model.objects.in_bin().count() == 1
    kavarna.refresh_from_db()
    assert (kavarna.state, kavarna.account, kavarna.opportunity, kavarna.converted_at) == ("new", None, None, None)
    call.refresh_from_db()
    assert (call.account, call.contact, call.about_object, call.about_record) == (None, None, "sales.lead", kavarna.pk)
    assert kavarna.next_activity_at == call.due_at
    assert (Attachment.objects.get().object, Attachment.objects.get().record) == ("sales.lead", kavarna.pk)
    assert list(TimelineEntry.objects.filter(event=made).values_list("object", flat=True)) == ["sales.lead"]
    assert converted(browser, kavarna).status_code == 302 and Opportunity.objects.live().count() == 1


def test_what_was_worked_with_since_stays(petra: User, kavarna: Lead) -> None:
    browser = entered(petra)
    converted(browser, kavarna)
    deal = Opportunity.objects.get()
    deal.change({"name": "Three machines"}, by=petra)
    browser.post(f"/leads/{kavarna.pk}/take-back")
    assert [deal.account, deal.contact] == [Account.objects.live().get(), Contact.objects.live().get()]
    assert deal in Opportunity.objects.live()
    assert "Three machines" in browser.get(f"/leads/{kavarna.pk}").content.decode()


def test_the_customer_who_is_known_is_proposed_with_the_reason(petra: User, kavarna: Lead) -> None:
    account = Account(name="Kavárna s.r.o.", owner=petra).create(by=petra)
    emails = [{"value": "eva@kavarna.cz", "primary": True}]
    contact = Contact(first_name="Eva", last_name="Malá", emails=emails, owner=petra)
    contact.account = account
    contact.create(by=petra)
    browser = entered(petra)
    assert f'name="which_contact" value="{contact.pk}" checked' in page(browser, kavarna, "convert")
    assert str(contact) in page(browser, kavarna, "")
    converted(browser, kavarna, which_account=str(account.pk), which_contact=str(contact.pk))
    assert (Account.objects.count(), Contact.objects.count()) == (1, 1)
    browser.post(f"/leads/{kavarna.pk}/take-back")
    assert (Account.objects.live().count(), Contact.objects.live().count()) == (1, 1)


def test_forged_choices_and_second_tries_change_nothing(petra: User, tomas: User, kavarna: Lead) -> None:
    hidden = Account(name="Of the service", owner=tomas).create(by=tomas)
    browser = entered(petra)
    for wrong in (str(hidden.pk), "999999", "x", "-1", ""):
        assert converted(browser, kavarna, which_account=wrong).status_code == 422
    assert converted(browser, kavarna, which_account="other", account=str(hidden.pk)).status_code == 422
    assert converted(browser, kavarna, opportunity=" ").status_code == 422
    assert not Contact.objects.exists() and not Opportunity.objects.exists()
    assert converted(browser, kavarna).status_code == 302
    assert converted(browser, kavarna).status_code == 404
    assert Opportunity.objects.count() == 1


def test_who_may_not_make_accounts_does_not_by_converting(petra: User, kavarna: Lead) -> None:
    role = Role.objects.create(name="Caller", rights={"sales.lead": dict.fromkeys(("view", "edit"), "all")})
    petra.roles.set([role])
    browser = entered(petra)
    assert converted(browser, kavarna).status_code == 422
    assert browser.post(f"/leads/{kavarna.pk}/do/convert").status_code == 403
    with pytest.raises(PermissionDenied):
        kavarna.convert(by=User.objects.get(pk=petra.pk))
    assert not Account.objects.exists()


def test_others_may_neither_convert_nor_take_back(
    petra: User, marek: User, jan: User, stranger: User, kavarna: Lead
) -> None:
    for word in ("convert", "disqualify"):
        found = [entered(one).get(f"/leads/{kavarna.pk}/{word}").status_code for one in (petra, marek, jan, stranger)]
        assert found == [200, 200, 403, 404]
    assert converted(entered(jan), kavarna).status_code == 403
    assert not Account.objects.exists()
    converted(entered(petra), kavarna)
    found = [entered(one).post(f"/leads/{kavarna.pk}/take-back").status_code for one in (jan, stranger)]
    assert found == [403, 404] and Opportunity.objects.live().count() == 1


def test_a_lead_ends_only_with_a_reason_whichever_door(petra: User, kavarna: Lead) -> None:
    browser = entered(petra)
    assert browser.post(f"/leads/{kavarna.pk}/disqualify", {"reason": ""}).status_code == 422
    for state in ("converted", "disqualified"):
        with pytest.raises(ValidationError):
            kavarna.change({"state": state}, by=petra)
    kavarna.refresh_from_db()
    assert kavarna.state == "new"
    browser.post(f"/leads/{kavarna.pk}/disqualify", {"reason": "no_budget"})
    kavarna.refresh_from_db()
    assert (kavarna.state, kavarna.reason) == ("disqualified", "no_budget")
    browser.post(f"/leads/{kavarna.pk}/do/reopen")
    kavarna.refresh_from_db()
    assert (kavarna.state, kavarna.reason) == ("working", "")


def test_a_lead_that_is_only_an_address_becomes_a_contact(petra: User) -> None:
    bare = Lead(email="kdo@vi.cz", owner=petra).create(by=petra)
    bare.convert(by=petra)
    assert Contact.objects.get().email == "kdo@vi.cz" and not Account.objects.exists()


def test_the_deal_knows_where_the_lead_came_from(petra: User, kavarna: Lead) -> None:
    kavarna.change({"source": "fair", "source_detail": "SIGEP in Rimini"}, by=petra)
    browser = entered(petra)
    converted(browser, kavarna)
    deal = Opportunity.objects.get()
    assert (deal.source, deal.source_detail) == ("fair", "SIGEP in Rimini")
    said = browser.get(f"/opportunities/{deal.pk}", headers={"Accept-Language": "cs"}).content.decode()
    assert "SIGEP in Rimini" in said and "veletrh" in said


def test_a_conversion_that_was_undone_still_says_what_it_had_made_and_that_it_is_in_the_bin(
    petra: User, jan: User, kavarna: Lead
) -> None:
    browser = entered(petra)
    converted(browser, kavarna)
    kavarna.refresh_from_db()
    assert kavarna.account is not None
    name = kavarna.account.name
    browser.post(f"/leads/{kavarna.pk}/take-back")
    assert not Account.objects.live().exists()
    told = browser.get(f"/leads/{kavarna.pk}").content.decode()
    assert f'{name} <a class="quiet" href="/accounts/bin">(in the bin)</a>' in told
    assert '<span class="quiet">hidden</span>' not in told
    role = Role.objects.create(name="Only leads", rights={"sales.lead": {"view": "all"}})
    jan.roles.set([role])
    told = entered(User.objects.get(pk=jan.pk)).get(f"/leads/{kavarna.pk}").content.decode()
    assert "/accounts/bin" not in told and "in the bin" not in told
