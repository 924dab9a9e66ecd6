"""How sure it is that two records are the same, and why."""

from collections.abc import Iterable, Sequence
from math import exp, prod
from typing import Any

from django.utils.translation import gettext as _

from caruso.screens.description import MatchRule, Screen
from caruso.screens.matching.names import company_words, person_words

#: Names this alike say nothing for or against; the odds change e-fold for every quarter of likeness away from it.
NEUTRAL_LIKENESS = 0.7
NAME_WEIGHT = 4.0
ALIKE = 0.85
#: Nobody is told that it is certain.
SUREST = 0.99
_SUREST_RULES = 0.995


def score(rules: Iterable[MatchRule], name: str = "", other: str = "") -> float:
    """0–1: the rules that hold together (noisy or), made more or less sure by how alike the names are.

    Where a rule compared the name already, likeness counts only against.
    """
    rules = list(rules)
    sure = min(_SUREST_RULES, 1 - prod(1 - rule.weight for rule in rules))
    if not name or not other:
        return min(SUREST, sure)
    evidence = likeness(name, other) - NEUTRAL_LIKENESS
    if evidence > 0 and any(rule.how in ("person", "company") for rule in rules):
        return min(SUREST, sure)
    odds = sure / (1 - sure) * exp(NAME_WEIGHT * evidence)
    return min(SUREST, odds / (1 + odds))


def likeness(name: str, other: str) -> float:
    """0–1: how alike two names from `name_of` are, whatever the order of their words."""
    from rapidfuzz import fuzz

    return fuzz.token_sort_ratio(name, other) / 100


def name_fields(screen: Screen) -> Sequence[str]:
    """The fields that hold the name proper: those of the first rule about a name, or the title."""
    for rule in screen.matching:
        if rule.how in ("person", "company"):
            return rule.fields[:-1]
    return (screen.title,)


def name_of(screen: Screen, record: Any) -> str:
    """The name of a record as it is compared; empty for one without a name."""
    return name_from(screen, (getattr(record, name) for name in name_fields(screen)))


def name_from(screen: Screen, parts: Iterable[Any]) -> str:
    """The same from the values of `name_fields`, read without their record."""
    text = " ".join(str(part or "") for part in parts)
    is_person = any(rule.how == "person" for rule in screen.matching)
    return person_words(text) if is_person else company_words(text)


def reasons(screen: Screen, rules: Iterable[MatchRule], name: str = "", other: str = "", title: str = "") -> list[str]:
    """Sentences that say why, for people: `same e-mails`, `similar name: Jan Nowak`."""
    rules = list(rules)
    said = [rule_label(screen, rule) for rule in rules]
    compared = any(rule.how in ("person", "company") for rule in rules)
    if name and other and not compared and likeness(name, other) >= ALIKE:
        said.append(_("similar name: %(name)s") % {"name": title} if title else _("similar name"))
    return said


def rule_label(screen: Screen, rule: MatchRule) -> str:
    """What the rule finds equal, in words."""
    if rule.how == "email":
        return _("same e-mail")
    if rule.how == "phone":
        return _("same telephone")
    if rule.how in ("person", "company"):
        return _("same name and %(field)s") % {"field": screen.field(rule.fields[-1]).label}
    return _("same %(fields)s") % {"fields": ", ".join(str(screen.field(name).label) for name in rule.fields)}
