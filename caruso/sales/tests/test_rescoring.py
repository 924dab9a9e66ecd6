"""The score that stands in lists is the one that the rules give, also after the rules or the days have changed."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from caruso.kernel import jobs
from caruso.kernel.models import Job, User
from caruso.sales import rescoring
from caruso.sales.models import Lead, ScoringRule
from caruso.sales.models.scoring_rule import forget_scoring_rules
from caruso.sales.promises import let_scores_decay
from caruso.sales.rescoring import speaks_of_time
from caruso.sales.seeds.leads import SCORING


@pytest.fixture
def office(anna: User) -> Client:
    browser = Client()
    browser.force_login(anna)
    return browser


def scored(lead: Lead) -> tuple[int, str]:
    for job in Job.objects.filter(finished_at=None):
        jobs.run(job.pk)
    lead.refresh_from_db()
    return lead.score, lead.rating


def test_open_leads_are_scored_anew_after_a_rule_was_made_changed_and_removed(
    office: Client, petra: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rescoring, "A_STEP", 2)
    leads = [Lead(company=f"Firm {number}", owner=petra).create(by=petra) for number in range(5)]
    closed = Lead(company="Closed", owner=petra).create(by=petra)
    closed.disqualify(by=petra, reason="spam")
    rule = {"name": "All", "points": "70", "halves_after_days": "", "active": "on"}
    answer = office.post("/office/leads/scoring/new", rule, follow=True)
    assert "scored anew" in answer.content.decode()
    assert [scored(one) for one in leads] == [(70, "hot")] * 5 and scored(closed) == (0, "cold")
    version = leads[0].version
    made = ScoringRule.objects.get()
    office.post(f"/office/leads/scoring/{made.pk}", {**rule, "points": "30"})
    assert scored(leads[4]) == (30, "warm") and leads[0].version == version
    office.post(f"/office/leads/scoring/{made.pk}/remove")
    assert scored(leads[4]) == (0, "cold")


def test_open_leads_are_rated_and_checked_anew_after_the_policy_has_changed(office: Client, petra: User) -> None:
    ScoringRule.objects.create(name="All", points=30)
    lead = Lead(company="Firm", email="eva@firma.cz", owner=petra).create(by=petra)
    policy = {"hot_from": "30", "warm_from": "10", "promised_minutes": "15", "alert_minutes": "5"}
    office.post("/office/leads", {**policy, "required": ["city"]})
    assert scored(lead) == (30, "hot") and (lead.problems, lead.validity) == (["evidence"], "doubtful")


def test_several_changes_at_once_are_one_job_and_one_under_way_begins_again(office: Client, petra: User) -> None:
    lead = Lead(company="Firm", owner=petra).create(by=petra)
    for name in ("One", "Two"):
        office.post("/office/leads/scoring/new", {"name": name, "points": "10", "active": "on"})
    job = Job.objects.get()
    Job.objects.update(state="running", cursor={"after": lead.pk})
    office.post("/office/leads/scoring/new", {"name": "Three", "points": "10", "active": "on"})
    job.refresh_from_db()
    assert job.cancel_asked and scored(lead)[0] == 30


def test_the_hour_scores_anew_where_a_rule_speaks_of_relative_dates(
    petra: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    ScoringRule.objects.create(name="Fresh", condition="created_at = last 7 days", points=50)
    lead = Lead(company="Firm", owner=petra).create(by=petra)
    assert lead.score == 50
    Lead.objects.update(created_at=timezone.now() - timedelta(days=30))
    assert let_scores_decay() and not let_scores_decay()
    assert scored(lead)[0] == 0
    assert not let_scores_decay()
    later = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert let_scores_decay() and Job.objects.count() == 1


@pytest.mark.parametrize(
    ("condition", "speaks"),
    [
        ("", False),
        ("budget > 1000", False),
        ("created_at = today", True),
        ("not (created_at = last 7 days)", True),
        ("budget > 5 or (budget > 3 and contact_due_at = more than 2 days ago)", True),
        ("account.city is empty", True),
        ("colour = (", False),
    ],
)
def test_what_speaks_of_time(condition: str, speaks: Any) -> None:
    assert speaks_of_time(condition) is speaks


def test_what_is_wrong_with_a_lead_weighs_by_the_rules_of_the_demo(petra: User) -> None:
    for name, condition, points, days in SCORING:
        ScoringRule.objects.create(name=name, condition=condition, points=points, halves_after_days=days)
    forget_scoring_rules()
    said = {"company": "Bistro", "phone": "+420 602 123 456", "owner": petra}
    clean, thrown, wrong = (
        Lead(last_name=name, **{**said, **more}).create(by=petra)
        for name, more in (
            ("Clean", {"email": "jana@lev.com"}),
            ("Thrown", {"email": "jana@mailinator.com"}),
            ("Wrong", {"email": "jana.b@lev.com", "tax_number": "CZ12345678", "country": "CZ"}),
        )
    )
    assert (clean.score, thrown.score, wrong.score) == (55, 15, 40)
    assert (clean.rating, thrown.rating) == ("warm", "cold")
