"""The administrator says what leads are worth, who gets them and what is promised; nobody else does."""

import pytest
from django.test import Client

from caruso.kernel.models import User
from caruso.sales.models import AssignmentRule, Lead, LeadPolicy, ScoringRule

PAGES = ("", "/scoring/new", "/assignment/new")


@pytest.fixture
def office(anna: User) -> Client:
    browser = Client()
    browser.force_login(anna)
    return browser


def built(path: str, operator: str, value: str) -> dict[str, str]:
    """A condition of one row, as the builder sends it."""
    row = {"g0-r0-path": path, "g0-r0-operator": operator, "g0-r0-value": value}
    return {"built": "1", "condition-was": "", "condition-text": "", "mode": "all", "g0-mode": "all", **row}


def test_a_scoring_rule_made_by_clicking_scores_the_next_lead(office: Client, petra: User) -> None:
    before = Lead(company="Before", country="CZ", owner=petra).create(by=petra)
    rule = {"name": "Czech", "points": "70", "halves_after_days": "", "active": "on", **built("country", "in", "CZ")}
    assert office.post("/office/leads/scoring/new", rule).status_code == 302
    made = ScoringRule.objects.get()
    assert (made.points, made.active) == (70, True) and "country" in made.condition
    after = Lead(company="After", country="CZ", owner=petra).create(by=petra)
    elsewhere = Lead(company="Elsewhere", country="PL", owner=petra).create(by=petra)
    assert [(one.score, one.rating) for one in (before, after, elsewhere)] == [(0, "cold"), (70, "hot"), (0, "cold")]
    page = office.get(f"/leads/{after.pk}").content.decode()
    assert "Why 70?" in page and "Czech" in page
    office.post("/office/leads", {"hot_from": "90", "warm_from": "10", "promised_minutes": "15", "alert_minutes": "5"})
    assert Lead(company="Warm", country="CZ", owner=petra).create(by=petra).rating == "warm"
    assert office.post(f"/office/leads/scoring/{made.pk}/remove").status_code == 302
    assert Lead(company="Cold", country="CZ", owner=petra).create(by=petra).score == 0


def test_the_preview_tells_which_leads_it_applies_to(office: Client, petra: User) -> None:
    Lead(company="Kavárna", country="CZ", owner=petra).create(by=petra)
    Lead(company="Kawiarnia", country="PL", owner=petra).create(by=petra)
    page = office.post("/office/leads/preview", built("country", "in", "CZ")).content.decode()
    assert "Kavárna" in page and "Kawiarnia" not in page and "1 of the newest 2" in page
    broken = office.post("/office/leads/preview", {"condition-text": "colour = 1"})
    assert broken.status_code == 200 and "colour" in broken.content.decode()


def test_assignment_rules_stand_in_an_order_that_decides(office: Client, petra: User, tomas: User) -> None:
    both = {"method": "round_robin", "promised_minutes": "", "active": "on", "team": ""}
    office.post("/office/leads/assignment/new", {**both, "name": "Petra", "people": [petra.pk]})
    office.post("/office/leads/assignment/new", {**both, "name": "Tomas", "people": [tomas.pk]})
    first, second = AssignmentRule.objects.all()
    assert Lead(company="One").create(by=None).owner == petra
    office.post(f"/office/leads/assignment/{second.pk}/move", {"step": "up"})
    assert list(AssignmentRule.objects.all()) == [second, first]
    assert Lead(company="Two").create(by=None).owner == tomas
    assert str(petra) in office.get("/office/leads").content.decode()


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("scoring", {"points": "many"}),
        ("scoring", {"points": "99999"}),
        ("scoring", {"halves_after_days": "0"}),
        ("scoring", {"name": ""}),
        ("scoring", {"condition-text": "colour = 1"}),
        ("scoring", {"condition-text": "((("}),
        ("assignment", {"people": "", "team": ""}),
        ("assignment", {"people": "999999"}),
        ("assignment", {"method": "by_magic"}),
        ("assignment", {"promised_minutes": "-5"}),
    ],
)
def test_what_cannot_be_is_refused_with_a_message(
    office: Client, petra: User, kind: str, wrong: dict[str, str]
) -> None:
    right = {"name": "Rule", "points": "5", "people": [petra.pk], "method": "least_busy", "active": "on"}
    answer = office.post(f"/office/leads/{kind}/new", {**right, **wrong})
    assert answer.status_code == 422 and "error" in answer.content.decode()
    assert not ScoringRule.objects.exists() and not AssignmentRule.objects.exists()


def test_the_policy_is_one_and_makes_sense(office: Client, petra: User) -> None:
    wrong = {"hot_from": "10", "warm_from": "20", "promised_minutes": "0", "alert_minutes": "5"}
    assert office.post("/office/leads", wrong).status_code == 422 and not LeadPolicy.objects.exists()
    right = {"hot_from": "60", "warm_from": "20", "promised_minutes": "30", "alert_minutes": "5", "required": ["city"]}
    for _time in range(2):
        assert office.post("/office/leads", right).status_code == 302
    assert LeadPolicy.objects.get().required == ["city"]
    lead = Lead(company="Nowhere", email="a@firma.cz", owner=petra).create(by=petra)
    assert lead.problems == ["evidence"]
    assert "Something that you ask for is missing. City" in office.get(f"/leads/{lead.pk}").content.decode()


def test_only_who_administers_comes_in(marek: User, stranger: User) -> None:
    rule = ScoringRule.objects.create(name="Rule", points=5)
    for person in (marek, stranger):
        browser = Client()
        browser.force_login(person)
        for page in (*PAGES, f"/scoring/{rule.pk}"):
            assert browser.get(f"/office/leads{page}").status_code in (403, 404)
        for address in ("", "/preview", "/scoring/new", f"/scoring/{rule.pk}/remove", f"/scoring/{rule.pk}/move"):
            assert browser.post(f"/office/leads{address}", {"name": "x", "points": 1}).status_code in (403, 404)
    assert list(ScoringRule.objects.values_list("name", "points")) == [("Rule", 5)]
