"""How the administrator says what leads are worth, who gets them and what is promised. Only who administers may."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from caruso.kernel.events.administration import record_administration
from caruso.kernel.models import User
from caruso.kernel.people.administering import lock_administration, require_administrator
from caruso.sales.models import AssignmentRule, LeadPolicy, ScoringRule
from caruso.sales.models.lead_policy import THE_ONLY
from caruso.sales.models.pipeline import schema_changed
from caruso.sales.rescoring import score_anew

Rule = ScoringRule | AssignmentRule


def save_rule(rule: Rule, *, by: User) -> None:
    """Write a new or changed rule; a new one comes last."""
    require_administrator(by)
    with transaction.atomic():
        lock_administration()
        is_new = rule.pk is None
        if is_new:
            rule.position = (_all(rule).aggregate(last=Max("position"))["last"] or 0) + 1
            rule.save()
        else:
            # Not `last`: a lead may have been given away since the form was opened.
            rule.save(update_fields=[one.name for one in rule._meta.concrete_fields if one.name not in ("id", "last")])
        _changed(rule, "created" if is_new else "changed", by)


def remove_rule(rule: Rule, *, by: User) -> None:
    """A rule is a setting; open leads are scored anew without it, and keep their owners."""
    require_administrator(by)
    with transaction.atomic():
        lock_administration()
        _changed(rule, "removed", by)
        rule.delete()


def move_rule(rule: Rule, step: str, *, by: User) -> None:
    """One place `up` or `down`; at the end it stays."""
    require_administrator(by)
    with transaction.atomic():
        lock_administration()
        order = list(_all(rule))
        at = next(place for place, one in enumerate(order) if one.pk == rule.pk)
        to = min(max(at + (-1 if step == "up" else 1), 0), len(order) - 1)
        order.insert(to, order.pop(at))
        for position, one in enumerate(order, 1):
            _all(rule).filter(pk=one.pk).update(position=position)
        _changed(rule, "moved", by)


def save_policy(policy: LeadPolicy, *, by: User) -> None:
    """Write the firm's policy."""
    require_administrator(by)
    with transaction.atomic():
        lock_administration()
        policy.pk = THE_ONLY
        policy.save()
        _changed(policy, "changed", by)


def _all(rule: Rule) -> Any:
    return type(rule)._default_manager.all()


def _changed(subject: Any, kind: str, by: User) -> None:
    record_administration(subject, kind, by=by)
    schema_changed()
    if not isinstance(subject, AssignmentRule):
        score_anew(by=by)
