"""Whether a lead may be another lead, or a customer, is kept among its problems: lists and rules ask for it there.

It is looked at when leads are written, of those and of the leads that they may be; whoever may see less is told no more
than that there is somebody.
"""

from collections.abc import Sequence
from typing import Any

from caruso.customers.models import Account, Contact
from caruso.kernel import rows
from caruso.kernel.written import Written
from caruso.sales.from_lead import LEAST_PERCENT, account_from, contact_from
from caruso.sales.models import Lead
from caruso.sales.rescoring import FOLLOWS, OPEN
from caruso.sales.rules.lead_checks import FOUND_ELSEWHERE
from caruso.screens.description import screen_of
from caruso.screens.matching.candidates import Match, find_matches
from caruso.screens.matching.keys import matched_fields
from caruso.screens.matching.models import DuplicatePair


def keep(written: Written) -> None:
    if written.object.model is not Lead or written.verb == "destroy":
        return
    told_by = {*matched_fields(screen_of(Lead)), "first_name", "last_name", "website", "state"}
    touched = [lead for lead, changes in written.pairs() if changes is None or told_by.intersection(changes)]
    if touched:
        _look_at([*_open(touched), *_like(touched)])


def _open(leads: Sequence[Lead]) -> list[Lead]:
    return [lead for lead in leads if lead.is_open and not lead.in_bin]


def _like(leads: Sequence[Lead]) -> list[Lead]:
    """The open leads that these may be."""
    numbers = {one.record for found in find_matches(screen_of(Lead), leads) for one in found if _is_sure(one)}
    others = numbers.difference(lead.pk for lead in leads)
    return list(Lead.objects.live().filter(pk__in=others, state__in=OPEN)) if others else []


def _look_at(leads: list[Lead]) -> None:
    different = []
    for lead, found in zip(leads, _found(leads), strict=True):
        if {one for one in lead.problems if one in FOUND_ELSEWHERE} == found:
            continue
        lead.problems = [one for one in FOUND_ELSEWHERE if one in found]
        lead.derive()
        different.append(lead)
    if different:
        # No change of the leads' own: neither version nor event follow.
        rows.update(different, FOLLOWS)


def _found(leads: list[Lead]) -> list[set[str]]:
    twins = find_matches(screen_of(Lead), leads)
    told_apart = _told_apart(leads)
    customers = _customers(leads)
    found = []
    for lead, matches in zip(leads, twins, strict=True):
        is_twin = any(_is_sure(one) and frozenset((lead.pk, one.record)) not in told_apart for one in matches)
        told = {"duplicate": is_twin, "customer": lead.pk in customers}
        found.append({name for name, holds in told.items() if holds})
    return found


def _customers(leads: list[Lead]) -> set[int]:
    """The numbers of leads that may be a known account or contact."""
    known = set()
    drawn = ((Contact, leads, contact_from), (Account, [lead for lead in leads if lead.company], account_from))
    for model, asked, make in drawn:
        made: list[Any] = [make(lead) for lead in asked]
        for one in made:
            one.derive()
        matches = find_matches(screen_of(model), made) if made else []
        known |= {lead.pk for lead, found in zip(asked, matches, strict=True) if any(map(_is_sure, found))}
    return known


def _told_apart(leads: list[Lead]) -> set[frozenset[int]]:
    """Pairs of which somebody has said that they are two."""
    pairs = DuplicatePair.objects.of("sales.lead", [lead.pk for lead in leads]).exclude(dismissed_at=None)
    return {frozenset(pair) for pair in pairs.values_list("first", "second")}


def _is_sure(match: Match) -> bool:
    return round(100 * match.score) >= LEAST_PERCENT
