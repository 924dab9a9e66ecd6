"""What contacts and accounts work out from their parts."""

import pytest

from caruso.customers.models import Account, Contact
from caruso.kernel.models import User

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (
            {"title_before": "Ing.", "first_name": "Jan", "last_name": "Novák", "title_after": "Ph.D."},
            "Ing. Jan Novák, Ph.D.",
        ),
        ({"first_name": "Anna", "middle_name": "Maria", "last_name": "Wójcik"}, "Anna Maria Wójcik"),
        ({"nickname": "Honza"}, "Honza"),
        ({"emails": [{"value": "x@y.cz"}]}, "x@y.cz"),
        ({"phones": [{"value": "+420601234567"}]}, "+420601234567"),
        ({}, "(no name)"),
    ],
)
def test_a_name_is_put_together(petra: User, parts: dict[str, object], name: str) -> None:
    assert Contact(owner=petra, **parts).create(by=petra).name == name


def test_people_are_sorted_by_their_last_name(petra: User) -> None:
    names = ["Adam Žák", "Żaneta Adamska", "Ewa Łoś", "Ota Lux", "Jan Mazur", "Ewa Ćma", "Jan Cyrus"]
    for name in names:
        first, last = name.split()
        Contact(first_name=first, last_name=last, owner=petra).create(by=petra)
    ordered = [contact.last_name for contact in Contact.objects.order_by("sort_name")]
    assert ordered == ["Adamska", "Cyrus", "Ćma", "Lux", "Łoś", "Mazur", "Žák"]


def test_the_primary_entries_stand_for_the_lists(petra: User) -> None:
    account = Account(
        name="A",
        tax_number="PL 526-10-40-828",
        emails=[{"value": "a@a.cz"}, {"value": "b@b.cz", "primary": True}],
        addresses=[{"city": "Brno", "country": "Czechia"}],
        owner=petra,
    ).create(by=petra)
    assert (account.email, account.city, account.country, account.phone) == ("b@b.cz", "Brno", "Czechia", "")
    assert account.tax_number == "PL5261040828"
    account.change({"emails": [], "addresses": []}, by=petra)
    account.refresh_from_db()
    assert (account.email, account.city) == ("", "")
