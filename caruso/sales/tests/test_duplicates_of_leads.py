"""That a lead may be another one, or a customer, is among its problems: lists, rules and conditions ask for it."""

from typing import Any

from django.test import Client
from django.utils import timezone

from caruso.customers.models import Account, Contact
from caruso.kernel.models import CustomField, User
from caruso.kernel.writing import create
from caruso.sales.field_uses import uses_of_rules
from caruso.sales.models import Lead, LeadPolicy, ScoringRule
from caruso.sales.models.lead_policy import forget_lead_policy
from caruso.screens.matching.models import DuplicatePair


def lead(by: User, **values: Any) -> Lead:
    return Lead(**{"company": "Kavárna", "email": "eva@kavarna.cz", "owner": by, **values}).create(by=by)


def problems(*leads: Lead) -> list[list[str]]:
    for one in leads:
        one.refresh_from_db()
    return [one.problems for one in leads]


def entered(person: User) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def test_two_leads_of_one_address_are_in_doubt_and_the_list_finds_them(petra: User) -> None:
    first, other = lead(petra), lead(petra, company="Elsewhere", email="jan@lev.cz")
    assert first.validity == "valid"
    second = lead(petra, company="Kavárna Brno")
    assert problems(first, second, other) == [["duplicate"], ["duplicate"], []]
    assert (first.validity, first.version, second.validity) == ("doubtful", 1, "doubtful")
    browser = entered(petra)
    for asked in ("view=duplicates", 'where=problems+has+any+("duplicate")', 'where=validity+%3D+"doubtful"'):
        page = browser.get(f"/leads/?{asked}").content.decode()
        assert "Kavárna Brno" in page and "Elsewhere" not in page
    assert "There may be another lead" in browser.get(f"/leads/{first.pk}").content.decode()


def test_who_is_a_customer_already_is_marked_when_the_lead_is_written(petra: User) -> None:
    emails = [{"value": "eva@kavarna.cz", "primary": True}]
    Contact(first_name="Eva", last_name="Malá", emails=emails, owner=petra).create(by=petra)
    Account(name="Lev s.r.o.", tax_number="CZ25123891", owner=petra).create(by=petra)
    person, firm = lead(petra), lead(petra, company="Lev", email="jan@lev.cz", tax_number="CZ25123891")
    assert "customer" in problems(person)[0] and "customer" in problems(firm)[0]
    person.change({"email": "eva@jinde.cz"}, by=petra)
    assert problems(person) == [[]] and person.validity == "valid"


def test_it_goes_when_the_other_goes_or_somebody_says_that_they_are_two(petra: User) -> None:
    first, second, third = lead(petra), lead(petra, company="Second"), lead(petra, company="Third")
    third.put_in_bin(by=petra)
    second.put_in_bin(by=petra)
    assert problems(first) == [[]]
    second.restore(by=petra)
    assert problems(first, second) == [["duplicate"], ["duplicate"]]
    assert DuplicatePair.objects.of("sales.lead", [first.pk]).update(dismissed_at=first.created_at)
    first.change({"first_name": "Eva"}, by=petra)
    assert problems(first) == [[]]


def test_a_rule_may_take_points_from_duplicates(petra: User) -> None:
    ScoringRule.objects.create(name="Twice", condition='problems has any ("duplicate")', points=-20)
    first, second = lead(petra), lead(petra)
    assert problems(first, second) == [["duplicate"], ["duplicate"]]
    assert (first.score, second.score) == (-20, -20)


def test_many_leads_written_at_once_know_each_other(petra: User, django_assert_max_num_queries: Any) -> None:
    lead(petra)
    leads = [Lead(company=f"Firm {number}", email="a@firma.cz", owner=petra) for number in range(15)]
    with django_assert_max_num_queries(45):
        create(leads, by=petra)
    assert problems(*leads) == [["duplicate"]] * 15


def test_custom_fields_may_be_evidence_that_is_asked_for(anna: User, petra: User) -> None:
    CustomField.objects.create(object="sales.lead", name="machines", kind="integer", labels={"en": "Machines"})
    browser = entered(anna)
    assert 'value="machines"' in browser.get("/office/leads").content.decode()
    policy = {"hot_from": "60", "warm_from": "20", "promised_minutes": "30", "alert_minutes": "5"}
    assert browser.post("/office/leads", {**policy, "required": ["machines"]}).status_code == 302
    assert LeadPolicy.objects.get().required == ["machines"]
    forget_lead_policy()
    silent, told = lead(petra), lead(petra, email="b@b.cz", company="B", custom={"machines": 0})
    assert silent.problems == ["evidence"] and told.problems == []
    field = CustomField.objects.get()
    assert [use.label for use in uses_of_rules() if ("sales.lead", "machines") in use.needs]
    field.archived_at = timezone.now()
    field.save()
    assert lead(petra, email="c@c.cz", company="C").problems == []
