"""Leads: checked, scored, given to somebody, called in time, and made customers."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from caruso.customers.models import Account, Activity, Contact
from caruso.kernel import jobs
from caruso.kernel.models import Event, Job, Notification, Team, User
from caruso.kernel.writing import create
from caruso.sales.assignment import promised_by
from caruso.sales.from_lead import convert, matches_of
from caruso.sales.models import AssignmentRule, Lead, Opportunity, ScoringRule
from caruso.sales.promises import alert, let_scores_decay

FRIDAY_AFTERNOON = datetime(2026, 11, 20, 16, 0, tzinfo=ZoneInfo("Europe/Warsaw"))


def lead(by: User, **values: Any) -> Lead:
    given = {"first_name": "Eva", "last_name": "Malá", "company": "Kavárna", "email": "eva@kavarna.cz", **values}
    return Lead(owner=by, **given).create(by=by)


@pytest.mark.parametrize(
    ("values", "problems", "validity"),
    [
        ({}, [], "valid"),
        ({"email": "eva@mailinator.com"}, ["disposable"], "invalid"),
        ({"email": "biuro@firma.pl"}, ["role"], "doubtful"),
        ({"email": "eva@localhost"}, ["email"], "invalid"),
        ({"email": "", "phone": ""}, ["unreachable"], "invalid"),
        ({"tax_number": "1234567890", "country": "PL"}, ["tax_number"], "doubtful"),
    ],
)
def test_a_lead_is_checked_when_it_is_written(petra: User, values: Any, problems: list[str], validity: str) -> None:
    made = lead(petra, **values)
    assert (made.problems, made.validity) == (problems, validity)


def test_the_score_is_that_of_the_rules_and_halves_with_time(petra: User) -> None:
    ScoringRule.objects.create(name="Rich", condition="budget > 1000", points=50)
    ScoringRule.objects.create(name="Fresh", points=20, halves_after_days=7)
    ScoringRule.objects.create(name="Broken", condition="colour = 1", points=1000)
    rich, poor = lead(petra, budget=Decimal(5000)), lead(petra)
    assert (rich.score, rich.rating, poor.score, poor.rating) == (70, "hot", 20, "cold")
    Lead.objects.filter(pk=poor.pk).update(created_at=timezone.now() - timedelta(days=7))
    assert let_scores_decay()
    jobs.run(Job.objects.get().pk)
    poor.refresh_from_db()
    assert poor.score == 10


def test_leads_go_round_and_the_promise_counts_business_hours(petra: User, marek: User, tomas: User) -> None:
    AssignmentRule.objects.create(name="Czech", condition='language = "cs"', people=[petra.pk, marek.pk])
    first, second = sorted([petra, marek], key=lambda one: one.pk)
    news = [
        Lead(company="Bez jména", email="a@b.cz", language="cs").create(by=None, at=FRIDAY_AFTERNOON)
        for _turn in range(3)
    ]
    assert [new.owner for new in news] == [first, second, first]
    assert {new.team for new in news} == {petra.team}
    assert {new.contact_due_at for new in news} == {datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Warsaw"))}
    other = Lead(company="Elsewhere", language="pl").create(by=None, at=FRIDAY_AFTERNOON)
    assert other.owner is None and other.contact_due_at == news[0].contact_due_at
    own = Lead(company="Mine", language="cs", owner=marek).create(by=marek)
    assert own.owner == marek
    many = [Lead(company=f"Firm {number}", email="a@b.cz", language="cs") for number in range(4)]
    create(many, by=marek)
    assert [one.owner for one in many] == [second, first, second, first]
    told = Notification.objects.filter(person=petra)
    assert sorted(told.values_list("kind", flat=True)) == ["lead_given"] * told.filter(kind="lead_given").count() + [
        "leads_given"
    ]
    assert not Notification.objects.filter(person=marek, kind="leads_given").exists()


def test_giving_many_leads_away_costs_no_more_questions_than_a_few(
    petra: User, marek: User, django_assert_max_num_queries: Any
) -> None:
    AssignmentRule.objects.create(name="All", method="least_busy", people=[petra.pk, marek.pk])
    ScoringRule.objects.create(name="Rich", condition="budget > 1000", points=50)
    lead(petra)
    leads = [Lead(company=f"Firm {number}", email="a@firma.cz") for number in range(60)]
    with django_assert_max_num_queries(40):
        create(leads, by=None)
    by_owner = [sum(one.owner == person for one in leads) for person in (petra, marek)]
    assert sorted(by_owner) == [30, 30] or sorted(by_owner) == [29, 31]


def test_a_lead_of_the_api_is_given_away_and_one_that_no_rule_is_for_stays_its_makers(petra: User, tomas: User) -> None:
    AssignmentRule.objects.create(name="Czech", condition='country = "CZ"', people=[tomas.pk])
    client = Client()
    client.force_login(petra)
    for country in ("CZ", "PL"):
        values = {"company": country, "country": country}
        answer = client.post("/api/v1/leads", values, content_type="application/json")
        assert answer.status_code == 201
    assert dict(Lead.objects.values_list("company", "owner__email")) == {"CZ": tomas.email, "PL": petra.email}


def test_rules_give_to_a_team_and_pass_over_people_who_have_left(petra: User, marek: User, tomas: User) -> None:
    AssignmentRule.objects.create(name="Gone", condition='country = "CZ"', people=[tomas.pk], team=petra.team)
    AssignmentRule.objects.create(name="Team", team=petra.team, position=2, promised_minutes=15)
    User.objects.filter(pk=tomas.pk).update(is_active=False)
    nobodys = Lead(company="Gone", country="CZ").create(by=None)
    assert nobodys.owner is None and nobodys.team == petra.team
    given = Lead(company="Team").create(by=None)
    assert given.owner in (petra, marek) and given.contact_due_at == promised_by(given.created_at, 15)


def test_the_timeline_tells_by_which_rule_a_lead_was_given(petra: User, anna: User) -> None:
    AssignmentRule.objects.create(name="Czech cafés", condition='country = "CZ"', people=[petra.pk])
    given, kept = Lead(company="Lev", country="CZ").create(by=None), Lead(company="Own", owner=anna).create(by=anna)
    browser = Client()
    browser.force_login(anna)
    page = browser.get(f"/leads/{given.pk}").content.decode()
    assert "gave the lead to somebody" in page
    assert "Petra Svobodová, by the rule “Czech cafés” (in turn)" in page
    assert Event.objects.filter(kind="lead_given").get().record == given.pk and kept.given_by is None


def test_leads_that_wait_for_a_call_stand_in_a_view_of_their_own(petra: User) -> None:
    now = timezone.now()
    late = Lead(company="Late", contact_due_at=now - timedelta(hours=1), owner=petra).create(by=petra)
    later = Lead(company="Later", contact_due_at=now + timedelta(hours=3), owner=petra).create(by=petra)
    soon = Lead(company="Soon", contact_due_at=now + timedelta(minutes=9), owner=petra).create(by=petra)
    called = Lead(company="Called", contact_due_at=now - timedelta(days=3), owner=petra).create(by=petra)
    Lead.objects.filter(pk=called.pk).update(state="working", contacted_at=now)
    browser = Client()
    browser.force_login(petra)
    page = browser.get("/leads/?view=waiting").content.decode()
    places = [page.index(f'data-id="{one.pk}"') for one in (late, soon, later)]
    assert places == sorted(places) and f'data-id="{called.pk}"' not in page


def test_a_lead_without_an_owner_alerts_who_leads_the_team(petra: User, marek: User, anna: User) -> None:
    soon = timezone.now() + timedelta(minutes=5)
    Lead(company="Nobody's", contact_due_at=soon).create(by=None)
    assert alert() == 1
    assert Notification.objects.get().person == anna
    Team.objects.filter(pk=petra.team_id).update(leader=marek)
    Lead(company="The team's", contact_due_at=soon, team_id=petra.team_id).create(by=None)
    assert alert() == 1
    assert Notification.objects.latest("pk").person == marek


def test_the_first_call_stops_the_clock(petra: User) -> None:
    waiting = lead(petra, contact_due_at=promised_by(timezone.now(), 1))
    call = Activity(kind="call", subject="Hello", about_object="sales.lead", about_record=waiting.pk, owner=petra)
    call.create(by=petra)
    waiting.refresh_from_db()
    assert waiting.contacted_at is None
    call.complete(by=petra)
    waiting.refresh_from_db()
    assert waiting.contacted_at == call.done_at and waiting.state == "working"


def test_the_owner_is_told_once_before_the_time_runs_out(petra: User) -> None:
    soon = lead(petra, contact_due_at=timezone.now() + timedelta(minutes=10))
    lead(petra, contact_due_at=timezone.now() + timedelta(days=3))
    assert (alert(), alert()) == (1, 0)
    assert [(told.person, told.record) for told in Notification.objects.all()] == [(petra, soon.pk)]


def test_a_lead_becomes_account_contact_and_opportunity(petra: User) -> None:
    made = lead(petra, phone="+420601123456", city="Brno", budget=Decimal(900), message="Two machines")
    deal = convert(made, by=petra, opportunity="Machines for Kavárna")
    assert deal is not None and deal.account.name == "Kavárna" and deal.contact.email == "eva@kavarna.cz"
    assert deal.account.city == "Brno" and deal.notes == "Two machines" and deal.amount == Decimal(900)
    made.refresh_from_db()
    assert (made.state, made.account, made.contact, made.opportunity) == ("converted", deal.account, deal.contact, deal)
    with pytest.raises(ValidationError):
        convert(made, by=petra)
    assert (Account.objects.count(), Contact.objects.count(), Opportunity.objects.count()) == (1, 1, 1)


def test_a_lead_that_is_known_joins_the_customer(petra: User) -> None:
    account = Account(name="Kavárna s.r.o.", owner=petra)
    contact = Contact(first_name="Eva", last_name="Malá", emails=[{"value": "eva@kavarna.cz"}], owner=petra)
    create([account], by=petra)
    create([contact], by=petra)
    made = lead(petra)
    assert [one.record for one in matches_of(made, petra).contacts] == [contact]
    convert(made, by=petra, account=account, contact=contact)
    assert (Account.objects.count(), Contact.objects.count()) == (1, 1)
