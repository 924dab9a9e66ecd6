"""What is typed finds the record, however it is written."""

from typing import Any

import pytest

from caruso.customers.models import Account, Contact
from caruso.kernel import writing
from caruso.kernel.models import User
from caruso.screens.search import sqlite
from caruso.screens.search.finding import search

pytestmark = pytest.mark.django_db


def contact(by: User, first: str, last: str, **values: Any) -> Contact:
    return Contact(first_name=first, last_name=last, **values).create(by=by)


def emails(*values: str) -> list[dict[str, Any]]:
    return [{"value": value, "primary": number == 0} for number, value in enumerate(values)]


phones = emails


def found(user: User, text: str, **options: Any) -> list[str]:
    return [hit.title for hit in search(user, text, **options)]


@pytest.fixture
def kowalska(anna: User) -> Contact:
    return contact(
        anna,
        "Katarzyna",
        "Kowalska",
        emails=emails("k.kowalska@hurt-drewno.pl", "kasia@example.org"),
        phones=phones("+48221234567", "+420601234567"),
        job_title="Główna księgowa",
    )


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Łódź", "lodz"),
        ("Žižkov", "zizkov"),
        ("Świętochłowice", "swieto"),
        ("Świętochłowice", "ŚWIĘTOCHŁOWICE"),
        ("Straße", "strasse"),
        ("Łódź", "łó"),
    ],
)
def test_accents_and_case_do_not_matter(anna: User, name: str, typed: str) -> None:
    account = Account(name=f"Hurtownia {name}", addresses=[{"city": name, "primary": True}]).create(by=anna)
    Account(name="Another").create(by=anna)
    assert [hit.number for hit in search(anna, typed)] == [account.pk]


@pytest.mark.parametrize("typed", ["k", "ko", "kow", "kowa", "kowal", "kowalska", "glowna", "ksieg"])
def test_the_beginning_of_a_word_is_enough(anna: User, kowalska: Contact, typed: str) -> None:
    assert found(anna, typed) == ["Katarzyna Kowalska"]


@pytest.mark.parametrize("looked_at", [1, 2, 3, 60])
def test_what_begins_longer_is_found_behind_newer_ones_that_begin_alike(
    anna: User, kowalska: Contact, looked_at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "LOOKED_AT", looked_at)
    for name in ("Kowalik", "Kowalewska", "Kowalczyk"):
        contact(anna, "Ewa", name)
        Account(name=f"{name} & synowie").create(by=anna)
    # Names that are spelt alike may follow.
    assert found(anna, "kowalsk")[0] == "Katarzyna Kowalska"
    assert sorted(found(anna, "kowale")[:2]) == ["Ewa Kowalewska", "Kowalewska & synowie"]


@pytest.mark.parametrize("typed", ["kata kow", "kowalska katarzyna", "ksiegowa kasia  kowalska", "kow k g k"])
def test_all_words_must_be_met_in_any_order(anna: User, kowalska: Contact, typed: str) -> None:
    contact(anna, "Katarzyna", "Nowak")
    assert found(anna, typed) == ["Katarzyna Kowalska"]


@pytest.mark.parametrize(
    "typed",
    [
        "k.kowalska@hurt-drewno.pl",
        "K.Kowalska@Hurt-Drewno.PL",
        "k.kowalska@hurt",
        "k.kowalska@",
        "k.kowalska",
        "@hurt-drewno.pl",
        "hurt-drewno.pl",
        "drewno",
        "kasia@example.org",
    ],
)
def test_parts_of_any_email_find(anna: User, kowalska: Contact, typed: str) -> None:
    contact(anna, "Kowalska", "Other", emails=emails("someone@elsewhere.pl"))
    assert "Katarzyna Kowalska" in found(anna, typed)
    if "@" in typed:
        assert found(anna, typed) == ["Katarzyna Kowalska"]


@pytest.mark.parametrize(
    "typed",
    [
        "+48 22 123 45 67",
        "+48221234567",
        "0048221234567",
        "48221234567",
        "221234567",
        "22 123-45-67",
        "(22) 123 45 67",
        "022 123 45 67",
        "+48 (0) 22 123 45 67",
        "22 123",
        "601 234 567",
        "+420/601 234 567",
    ],
)
def test_telephones_are_found_in_any_format(anna: User, kowalska: Contact, typed: str) -> None:
    contact(anna, "Jan", "Nowak", phones=phones("+48221234999"), job_title="22")
    assert "Katarzyna Kowalska" in found(anna, typed)
    if len(typed) > 8:
        assert found(anna, typed) == ["Katarzyna Kowalska"]


@pytest.mark.parametrize("typed", ["34567", "3 45 67", "234 567", "123 45 67"])
def test_telephones_are_found_by_their_last_digits(anna: User, kowalska: Contact, typed: str) -> None:
    contact(anna, "Jan", "Nowak", phones=phones("+48221234999"))
    contact(anna, "Ewa", "Nowak", phones=phones("+48601345671"))
    assert found(anna, typed) == ["Katarzyna Kowalska"]


def test_last_digits_may_begin_with_noughts(anna: User) -> None:
    contact(anna, "Ewa", "Nowak", phones=phones("+48600100299"))
    assert found(anna, "00299") == found(anna, "00 299") == found(anna, "100299") == ["Ewa Nowak"]


def test_four_last_digits_are_taken_for_a_year_rather_than_for_a_telephone(anna: User, kowalska: Contact) -> None:
    assert found(anna, "4567") == []


@pytest.mark.parametrize("typed", ["526-000-12-46", "5260001246", "526 000 12 46"])
def test_numbers_are_found_however_they_are_grouped(anna: User, typed: str) -> None:
    Account(name="Urząd", tax_number="5260001246").create(by=anna)
    assert found(anna, typed) == ["Urząd"]


@pytest.mark.parametrize(
    ("last", "typed"),
    [
        ("Kowalski", "Kowlaski"),
        ("Wiśniewski", "Wisniewsky"),
        ("Świętochłowski", "swietoclowski"),
        ("Zieliński", "Zeilinnski"),
        ("Novák", "Novvak"),
    ],
)
def test_slips_of_the_keyboard_are_forgiven(anna: User, last: str, typed: str) -> None:
    contact(anna, "Jan", last)
    assert found(anna, typed) == [f"Jan {last}"]
    assert found(anna, f"jan {typed}") == [f"Jan {last}"]


def test_short_words_and_numbers_are_taken_as_typed(anna: User, kowalska: Contact) -> None:
    contact(anna, "Ewa", "Lis")
    assert found(anna, "lsi") == []
    assert found(anna, "221234568") == []


def test_a_right_word_comes_before_similar_ones(anna: User) -> None:
    contact(anna, "Jan", "Kowalska")
    contact(anna, "Jan", "Kowalski")
    assert found(anna, "kowalska") == ["Jan Kowalska"]
    assert found(anna, "kowalskx") == ["Jan Kowalski", "Jan Kowalska"]


def test_exact_titles_come_first_then_beginnings_then_the_newest(anna: User) -> None:
    for name in ("Nowak", "Nowak Meble", "Meble Nowak", "Biuro Nowak"):
        Account(name=name).create(by=anna)
    assert found(anna, "nowak") == ["Nowak", "Nowak Meble", "Biuro Nowak", "Meble Nowak"]


def test_whole_words_come_before_their_beginnings(anna: User) -> None:
    for last in ("Kowal", "Kowalski"):
        contact(anna, "Jan", last)
    assert found(anna, "kowal") == ["Jan Kowal", "Jan Kowalski"]


def test_an_object_with_older_entries_is_not_crowded_out(anna: User) -> None:
    Account(name="Drewno Nowakowski").create(by=anna)
    writing.create([Contact(first_name="Jan", last_name="Nowakowska") for _number in range(210)], by=anna)
    assert "Drewno Nowakowski" in found(anna, "nowakow")


def test_the_limit_holds_for_each_object_and_exact_titles_survive_it(anna: User) -> None:
    Account(name="Nowak").create(by=anna)
    for number in range(5):
        Account(name=f"Biuro Nowak {number}").create(by=anna)
        contact(anna, f"Jan{number}", "Nowak")
    hits = search(anna, "nowak", limit=3)
    assert [hit.object for hit in hits] == ["customers.account"] * 3 + ["customers.contact"] * 3
    assert hits[0].title == "Nowak"
    assert [hit.title for hit in search(anna, "nowak", ["customers.contact"], limit=2)] == ["Jan4 Nowak", "Jan3 Nowak"]


def test_a_hit_says_what_and_where_it_is(anna: User, kowalska: Contact) -> None:
    [hit] = search(anna, "kowalska")
    assert hit.object == "customers.contact"
    assert hit.url == f"/contacts/{kowalska.pk}"
    assert hit.subtitle == "Główna księgowa · k.kowalska@hurt-drewno.pl"


@pytest.mark.parametrize(
    "typed",
    [
        '"', "'", "*", "a*", '"a" OR', "NEAR(a b)", "a AND", "NOT a", "a:b", "words:a", "^a", "{a}", "(", "a)", "-", "--",
        "' OR 1=1 --", "a'; DROP TABLE x", "a & | ! <->", "a:*", "\\", "%", "_", "%s", "\x00", "a\x00b", "§", "§o1",
        "§customers§contact", "·", "a·b", "@", "@@", "+", "()", "\ud800", "𝕶", "🙂", "ﬁ", "x" * 5000, "a b " * 500, "1 " * 500,
        "﷽", "नमस्ते", "İstanbul", "0", "00", "(0)", "+0",
    ],
)  # fmt: skip
def test_no_text_breaks_the_search(anna: User, typed: str) -> None:
    contact(anna, "Zed", "Zulu")
    assert "Zed Zulu" not in found(anna, typed)


def test_other_scripts_are_found(anna: User) -> None:
    contact(anna, "Олена", "Шевченко")
    assert found(anna, "шевч") == ["Олена Шевченко"]


def test_the_number_of_queries_does_not_grow(anna: User, django_assert_max_num_queries: Any) -> None:
    for number in range(30):
        contact(anna, "Jan", f"Nowak{number}")
        Account(name=f"Nowak {number}").create(by=anna)
    search(anna, "nowak")
    with django_assert_max_num_queries(5):
        assert len(search(anna, "nowak", limit=20)) == 40
    with django_assert_max_num_queries(8):
        search(anna, "novvak")
