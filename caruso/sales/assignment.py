"""Who gets a lead, and until when the first contact is promised."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count

from caruso.kernel.business_hours import BusinessHours, NeverOpen, business_hours
from caruso.kernel.models import User
from caruso.sales.models import AssignmentRule, Lead
from caruso.sales.models.assignment_rule import AssignmentMethod, assignment_rules
from caruso.sales.models.lead import LeadState
from caruso.sales.models.lead_policy import lead_policy
from caruso.sales.scoring import meets

OPEN = (LeadState.NEW, LeadState.WORKING)


@dataclass
class Turns:
    """The people of one rule, whose turn it is among them, and how many open leads each has."""

    rule: AssignmentRule
    people: list[User]
    load: dict[int, int] = field(default_factory=dict)

    def next(self) -> User | None:
        if not self.people:
            return None
        if self.rule.method == AssignmentMethod.LEAST_BUSY:
            chosen = min(self.people, key=lambda one: (self.load.get(one.pk, 0), one.pk))
        else:
            chosen = next((one for one in self.people if one.pk > (self.rule.last or 0)), self.people[0])
        self.load[chosen.pk] = self.load.get(chosen.pk, 0) + 1
        self.rule.last = chosen.pk
        return chosen


class Assignment:
    """Gives leads that are not written yet to people by the rules, and promises times.

    Belongs into the transaction that writes the leads: whose turn it is, is kept with the rule, whose row is locked
    until then. Many leads of one write cost no more questions than one.
    """

    def __init__(self) -> None:
        self._turns: dict[int, Turns] = {}
        self._promises: dict[tuple[datetime, int], datetime] = {}
        self._hours: BusinessHours | None = None

    def give_all(self, leads: Sequence[Lead]) -> None:
        for lead in leads:
            self.give(lead)
        for turns in self._turns.values():
            AssignmentRule.objects.filter(pk=turns.rule.pk).update(last=turns.rule.last)

    def give(self, lead: Lead) -> AssignmentRule | None:
        """An owner where there is none, and the promised time of a new lead; the rule that decided, if any did."""
        now = lead.created_at
        if lead.state != LeadState.NEW:
            return None
        rule = next((one for one in assignment_rules() if meets(lead, one.condition, now)), None)
        if rule is not None and lead.owner_id is None:
            self._hand_over(lead, rule)
        if lead.owner_id is None and lead.created_by is not None and not _sees_all(lead.created_by):
            # Nobody's lead would be out of its maker's sight.
            lead.owner, lead.team_id = lead.created_by, lead.team_id or lead.created_by.team_id
        if lead.contact_due_at is None and lead.contacted_at is None:
            minutes = rule.promised_minutes if rule and rule.promised_minutes else lead_policy().promised_minutes
            lead.contact_due_at = self._promised(now, minutes)
        return rule

    def _hand_over(self, lead: Lead, rule: AssignmentRule) -> None:
        """A rule whose people have all left gives the lead to its team at least."""
        lead.owner = self._turn(rule).next()
        lead.given_by = rule
        if lead.team_id is None:
            lead.team_id = lead.owner.team_id if lead.owner is not None else rule.team_id

    def _turn(self, rule: AssignmentRule) -> Turns:
        if rule.pk not in self._turns:
            locked = AssignmentRule.objects.select_for_update(of=("self",)).filter(pk=rule.pk).first() or rule
            turns = Turns(locked, list(_people(locked)))
            if locked.method == AssignmentMethod.LEAST_BUSY:
                turns.load = _open_leads(turns.people)
            self._turns[rule.pk] = turns
        return self._turns[rule.pk]

    def _promised(self, now: datetime, minutes: int) -> datetime:
        self._hours = self._hours or business_hours()
        if (now, minutes) not in self._promises:
            self._promises[now, minutes] = promised_by(now, minutes, self._hours)
        return self._promises[now, minutes]


def promised_by(now: datetime, minutes: int, hours: BusinessHours | None = None) -> datetime:
    """The moment so many business minutes later; by the wall clock where the firm has no hours."""
    try:
        return (hours or business_hours()).add_open_minutes(now, minutes)
    except NeverOpen:
        return now + timedelta(minutes=minutes)


def _sees_all(person: User) -> bool:
    return bool(person.access.scope("sales.lead", "view") == "all")


def _open_leads(people: list[User]) -> dict[int, int]:
    open_leads = Lead.objects.live().filter(owner__in=people, state__in=OPEN)
    return dict(open_leads.order_by().values_list("owner").annotate(count=Count("pk")))


def _people(rule: AssignmentRule) -> Any:
    """The active people named, or else those of the team, in a fixed order."""
    people = User.objects.filter(is_active=True).order_by("pk")
    if rule.people:
        return people.filter(pk__in=rule.people)
    return people.filter(team=rule.team_id) if rule.team_id else people.none()
