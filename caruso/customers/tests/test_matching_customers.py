"""Who may be the same as whom, among customers."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caruso.customers.models import Account, Contact
from caruso.kernel.models import User
from caruso.screens.description import screen_of
from caruso.screens.matching.candidates import candidates, find_matches
from caruso.screens.matching.indexing import index_from
from caruso.screens.matching.models import MOST_HOLDERS, DuplicatePair, MatchKey

CONTACTS = screen_of(Contact)
ACCOUNTS = screen_of(Account)


def contact(by: User, first: str = "Jan", last: str = "Novák", **values: Any) -> Contact:
    return Contact(first_name=first, last_name=last, owner=by, team=by.team, **values).create(by=by)


def emails(*addresses: str) -> list[dict[str, Any]]:
    return [{"value": address, **({"primary": True} if not index else {})} for index, address in enumerate(addresses)]


def pairs() -> set[tuple[int, int]]:
    return set(DuplicatePair.objects.open().values_list("first", "second"))


@pytest.mark.parametrize(
    ("stored", "given"),
    [
        ({"emails": emails("Jan@Novak.cz")}, {"emails": emails("other@x.cz", "jan@novak.cz")}),
        ({"phones": [{"value": "+420601234567"}]}, {"phones": [{"value": "+420601234567;ext=3"}]}),
        ({"addresses": [{"city": "Łódź"}]}, {"addresses": [{"city": "lodz"}]}),
    ],
)
def test_a_contact_is_found_by_what_it_shares(anna: User, stored: Any, given: Any) -> None:
    known = contact(anna, **stored)
    found = candidates(CONTACTS, {"first_name": "NOVAK", "last_name": "Jan", **given}, anna)
    assert [candidate.record for candidate in found] == [known]
    assert found[0].reasons


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Młyny Łódzkie sp. z o.o.", "MLYNY LODZKIE S.A."),
        ("Pekárna Žižkov, s.r.o.", "Pekarna Zizkov"),
        ("PPHU Kowal", "Kowal"),
    ],
)
def test_legal_forms_and_marks_do_not_tell_companies_apart(anna: User, name: str, other: str) -> None:
    known = Account(name=name, addresses=[{"city": "Praha", "primary": True}]).create(by=anna)
    found = candidates(ACCOUNTS, {"name": other, "addresses": [{"city": "PRAHA", "primary": True}]}, anna)
    assert [candidate.record for candidate in found] == [known]


def test_tax_numbers_are_equal_with_and_without_their_country(anna: User) -> None:
    known = Account(name="A", tax_number="PL 725-18-01-126").create(by=anna)
    (found,) = candidates(ACCOUNTS, {"name": "Completely different", "tax_number": "7251801126"}, anna)
    assert found.record == known
    assert found.percent > 90


def test_a_shared_telephone_of_two_names_is_less_sure_than_of_one(anna: User) -> None:
    phones = [{"value": "+48221234567"}]
    contact(anna, "Ewa", "Lis", phones=phones)
    contact(anna, "Jan", "Novak", phones=phones)
    surer, less_sure = candidates(CONTACTS, {"first_name": "Jan", "last_name": "Novák", "phones": phones}, anna)
    assert str(surer.record) == "Jan Novak"
    assert surer.score > 0.7 > 0.4 > less_sure.score


def test_a_first_name_alone_is_no_reason(anna: User) -> None:
    place = [{"city": "Praha", "primary": True}]
    contact(anna, "Jan", "", addresses=place)
    assert candidates(CONTACTS, {"first_name": "Jan", "addresses": place}, anna) == []


def test_what_one_may_not_see_is_not_told(anna: User, petra: User) -> None:
    contact(anna, emails=emails("jan@novak.cz"))
    given = {"emails": emails("jan@novak.cz")}
    assert candidates(CONTACTS, given, petra) == []
    ((match,),) = find_matches(CONTACTS, [given], petra)
    assert not match.visible


def test_the_bin_takes_keys_away_and_restoring_brings_them_back(anna: User) -> None:
    known = contact(anna, emails=emails("jan@novak.cz"))
    given = {"emails": emails("jan@novak.cz")}
    known.put_in_bin(by=anna)
    assert candidates(CONTACTS, given, anna) == []
    assert not MatchKey.objects.filter(record=known.pk).exists()
    known.restore(by=anna)
    assert len(candidates(CONTACTS, given, anna)) == 1
    known.destroy(by=anna)
    assert not MatchKey.objects.exists()


def test_a_changed_value_matches_anew_and_no_more_as_before(anna: User) -> None:
    known = contact(anna, emails=emails("old@novak.cz"))
    known.change({"emails": emails("new@novak.cz")}, by=anna)
    assert candidates(CONTACTS, {"emails": emails("old@novak.cz")}, anna) == []
    assert len(candidates(CONTACTS, {"emails": emails("new@novak.cz")}, anna)) == 1


def test_matching_five_hundred_rows_takes_as_many_queries_as_five(anna: User) -> None:
    for number in range(10):
        contact(anna, f"A{number}", "B", emails=emails(f"p{number}@x.cz"))
    counts = []
    for length in (5, 500):
        rows = [{"emails": emails(f"p{number}@x.cz")} for number in range(length)]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            found = find_matches(CONTACTS, rows, anna)
        counts.append(len(queries))
        assert [len(matches) for matches in found[:5]] == [1] * 5
    assert counts[0] == counts[1] <= 4


def test_pairs_are_noted_while_records_are_written(anna: User) -> None:
    first, second = contact(anna, emails=emails("a@x.cz")), contact(anna, emails=emails("a@x.cz"))
    assert pairs() == {(first.pk, second.pk)}
    second.change({"emails": emails("b@x.cz")}, by=anna)
    assert pairs() == set()
    second.change({"emails": emails("a@x.cz")}, by=anna)
    assert pairs() == {(first.pk, second.pk)}
    first.put_in_bin(by=anna)
    assert pairs() == set()


def test_what_everybody_shares_is_no_reason(anna: User) -> None:
    shared = [{"value": "+48221234567"}]
    for number in range(MOST_HOLDERS):
        contact(anna, f"A{number}", "Lis", phones=shared)
    assert len(pairs()) == MOST_HOLDERS * (MOST_HOLDERS - 1) / 2
    contact(anna, "B", "Lis", phones=shared)
    assert pairs() == set()
    assert candidates(CONTACTS, {"phones": shared}, anna) == []


def test_indexing_again_changes_nothing(anna: User) -> None:
    for number in range(3):
        contact(anna, f"A{number}", "Lis", emails=emails("a@x.cz"))
    before = set(MatchKey.objects.values_list("rule", "key", "record")), pairs()
    MatchKey.objects.all().delete()
    DuplicatePair.objects.all().delete()
    last = index_from(CONTACTS, 0)
    assert last is not None and index_from(CONTACTS, last) is None
    assert (set(MatchKey.objects.values_list("rule", "key", "record")), pairs()) == before
