"""How the administrator says what leads are worth, who gets them and what is promised. Only who administers may."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from caruso.kernel.events.administration import record_administration
from caruso.kernel.models import User
from caruso.kernel.people.administering import lock_administration, require_administrator
from caruso.sales.mail.opening import checked_place
from caruso.sales.models import AssignmentRule, LeadMailbox, LeadPolicy, ScoringRule
from caruso.sales.models.lead_mailbox import lead_mailbox
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


#: What an administrator sets of the mailbox; the password beside them is never shown.
SETTINGS = ("active", "host", "port", "over_tls", "username", "folder")
#: To another place the password that was typed for the former does not go along.
_PLACE = ("host", "port", "over_tls", "username")


def save_mailbox(mailbox: LeadMailbox, password: str, *, by: User) -> None:
    """Write where leads are fetched from; an empty password leaves the one that is kept, as long as the place stays.

    Raises ValidationError for a place that may not be reached.
    """
    require_administrator(by)
    checked_place(mailbox)  # before the lock: nobody waits for the names of computers
    with transaction.atomic():
        lock_administration()
        kept = lead_mailbox() or LeadMailbox(pk=THE_ONLY)
        is_new = kept._state.adding
        before = {name: getattr(kept, name) for name in SETTINGS}
        values = {name: getattr(mailbox, name) for name in SETTINGS}
        changes = {name: [before[name], values[name]] for name in SETTINGS if is_new or before[name] != values[name]}
        if not password and (not kept.password_sealed or any(name in changes for name in _PLACE)):
            raise ValidationError({"password": _("Please type the password.")})
        for name, value in values.items():
            setattr(kept, name, value)
        if password:
            kept.password = password
        if changes or password:
            kept.problem, kept.problem_at = "", None
            kept.save()
            record_administration(kept, "created" if is_new else "changed", by=by, changes=changes)


def _all(rule: Rule) -> Any:
    return type(rule)._default_manager.all()


def _changed(subject: Any, kind: str, by: User) -> None:
    record_administration(subject, kind, by=by)
    schema_changed()
    if not isinstance(subject, AssignmentRule):
        score_anew(by=by)
