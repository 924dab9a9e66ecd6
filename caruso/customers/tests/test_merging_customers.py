"""Customers merged and taken apart again, through the verbs."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from caruso.customers.models import Account, Activity, Affiliation, Contact, Relationship
from caruso.kernel.conflict import Conflict
from caruso.kernel.models import Attachment, Event, TimelineEntry, User
from caruso.screens.description import screen_of
from caruso.screens.merging.merge import merge, merged_into, undo
from caruso.screens.merging.models import Merge
from caruso.screens.merging.problem import MergeProblem
from caruso.screens.merging.values import propose

CONTACTS = screen_of(Contact)
ACCOUNTS = screen_of(Account)


def contact(first: str, last: str, by: User, **values: Any) -> Contact:
    return Contact(first_name=first, last_name=last, owner=by, **values).create(by=by)


def merge_contacts(main: Contact, *others: Contact, by: User) -> Merge:
    return merge(main, others, propose(CONTACTS, main, others, by), by=by)


@pytest.fixture
def firm(anna: User) -> Account:
    return Account(name="Młyny Łódzkie sp. z o.o.").create(by=anna)


def test_lists_are_united_and_empty_fields_filled(anna: User) -> None:
    first = contact("Jan", "Novák", anna, emails=[{"value": "jan@novak.cz", "primary": True}], tags=["VIP"])
    second = contact(
        "J.", "Novák", anna, job_title="Director", tags=["vip", "fair"], notes="Likes tea.",
        emails=[{"value": "JAN@novak.cz", "primary": True}, {"value": "novak@firma.cz"}],
    )  # fmt: skip
    merge_contacts(first, second, by=anna)
    first.refresh_from_db()
    assert first.first_name == "Jan"
    assert first.job_title == "Director"
    assert first.emails == [{"value": "jan@novak.cz", "primary": True}, {"value": "novak@firma.cz"}]
    assert first.tags == ["VIP", "fair"]
    assert first.notes == "Likes tea."
    second.refresh_from_db()
    assert second.in_bin


def test_what_led_to_the_other_leads_to_the_main_record(anna: User, firm: Account) -> None:
    first, second = contact("Jan", "Novák", anna), contact("Jan", "Novak", anna, account=firm)
    call = Activity(kind="call", subject="Hello", contact=second).create(by=anna)
    about = Activity(subject="Ask", about_object="customers.contact", about_record=second.pk).create(by=anna)
    file = Attachment.objects.create(object="customers.contact", record=second.pk, name="a.pdf", size=1)
    merge_contacts(first, second, by=anna)
    call.refresh_from_db()
    about.refresh_from_db()
    file.refresh_from_db()
    first.refresh_from_db()
    assert call.contact_id == about.about_record == file.record == first.pk
    assert first.account_id == firm.pk
    assert Affiliation.objects.live().get(contact=first).primary
    told = Event.objects.get(object="customers.contact", record=second.pk, kind="merged")
    assert told.data["into"] == first.pk
    created = Event.objects.get(object="customers.contact", record=second.pk, kind="created")
    assert TimelineEntry.objects.filter(object="customers.contact", record=first.pk, event=created).exists()
    assert merged_into("customers.contact", second.pk) == first.pk


def test_one_affiliation_stays_where_both_had_one(anna: User, firm: Account) -> None:
    first, second = contact("Jan", "Novák", anna, account=firm), contact("Jan", "Novak", anna, account=firm)
    Affiliation.objects.get(contact=second).change({"role": "buyer"}, by=anna)
    merged = merge_contacts(first, second, by=anna)
    assert Affiliation.objects.live().get(account=firm).role == "buyer"
    undo(merged, by=anna)
    assert Affiliation.objects.get(contact=first).role == ""
    assert Affiliation.objects.live().get(contact=second).role == "buyer"


def test_nobody_becomes_their_own_spouse(anna: User) -> None:
    first, second = contact("Jan", "Novák", anna), contact("Jan", "Novak", anna)
    tie = Relationship(kind="spouse_of", from_contact=first, to_contact=second).create(by=anna)
    merged = merge_contacts(first, second, by=anna)
    tie.refresh_from_db()
    assert tie.in_bin
    undo(merged, by=anna)
    tie.refresh_from_db()
    assert not tie.in_bin
    assert (tie.from_contact_id, tie.to_contact_id) == (first.pk, second.pk)


def test_an_account_does_not_become_its_own_parent(anna: User, firm: Account) -> None:
    above = Account(name="Młyny").create(by=anna)
    firm.change({"parent": above}, by=anna)
    merged = merge(firm, [above], {}, by=anna)
    firm.refresh_from_db()
    assert firm.parent_id is None
    undo(merged, by=anna)
    firm.refresh_from_db()
    assert firm.parent_id == above.pk


def test_a_loop_of_accounts_is_cut_and_mended(anna: User, firm: Account) -> None:
    above = Account(name="Holding").create(by=anna)
    between = Account(name="Between", parent=above).create(by=anna)
    firm.change({"parent": between}, by=anna)
    merged = merge(firm, [above], {}, by=anna)
    between.refresh_from_db()
    assert between.parent_id is None
    undo(merged, by=anna)
    between.refresh_from_db()
    assert between.parent_id == above.pk


def test_undo_keeps_what_was_changed_since_and_says_so(anna: User) -> None:
    first = contact("Jan", "Novák", anna)
    second = contact("Jan", "Novak", anna, job_title="Buyer", nickname="Honza")
    merged = merge_contacts(first, second, by=anna)
    first.change({"job_title": "Director"}, by=anna)
    undone = undo(merged, by=anna)
    first.refresh_from_db()
    assert undone.fields == ["job_title"]
    assert (first.job_title, first.nickname) == ("Director", "")


def test_undo_leaves_links_that_were_moved_since(anna: User) -> None:
    first, second, third = (contact("Jan", name, anna) for name in ("Novák", "Novak", "Other"))
    call = Activity(kind="call", subject="Hello", contact=second).create(by=anna)
    merged = merge_contacts(first, second, by=anna)
    call.change({"contact": third}, by=anna)
    assert undo(merged, by=anna).links == 1
    call.refresh_from_db()
    assert call.contact_id == third.pk


def test_a_record_merged_meanwhile_is_refused_with_who_did_it(anna: User, marek: User) -> None:
    first, second, third = (contact("Jan", name, anna) for name in ("Novák", "Novak", "Other"))
    merge_contacts(first, second, by=marek)
    with pytest.raises(MergeProblem, match="already merged into “Jan Novák” by Marek"):
        merge(third, [second], {}, by=anna)
    assert Merge.objects.count() == 1


def test_a_record_changed_since_it_was_seen_is_a_conflict(anna: User) -> None:
    first, second = contact("Jan", "Novák", anna), contact("Jan", "Novak", anna)
    second.change({"job_title": "Buyer"}, by=anna)
    with pytest.raises(Conflict):
        merge(first, [second], {}, by=anna, versions={first.pk: 1, second.pk: 1})
    second.refresh_from_db()
    assert not second.in_bin


def test_a_later_merge_must_be_undone_first(anna: User) -> None:
    first, second, third = (contact("Jan", name, anna) for name in ("Novák", "Novak", "Other"))
    merged = merge_contacts(second, third, by=anna)
    later = merge_contacts(first, second, by=anna)
    assert merged_into("customers.contact", third.pk) == first.pk
    with pytest.raises(ValidationError, match="undo that first"):
        undo(merged, by=anna)
    undo(later, by=anna)
    undo(merged, by=anna)
    assert Contact.objects.live().count() == 3
    with pytest.raises(MergeProblem, match="already"):
        undo(merged, by=anna)


def test_contacts_of_both_accounts_meet_at_the_main_one_and_part_again(anna: User, firm: Account) -> None:
    twin = Account(name="Mlyny Lodzkie").create(by=anna)
    person = contact("Ewa", "Lis", anna, account=twin)
    both = contact("Ola", "Kot", anna, account=twin)
    Affiliation(contact=both, account=firm, role="buyer").create(by=anna)
    merged = merge(firm, [twin], propose(ACCOUNTS, firm, [twin], anna), by=anna)
    assert set(Contact.objects.filter(account=firm)) == {person, both}
    assert Affiliation.objects.live().filter(account=firm, primary=True).count() == 2
    undo(merged, by=anna)
    assert set(Contact.objects.filter(account=twin)) == {person, both}
    assert set(Affiliation.objects.live().filter(primary=True).values_list("account", flat=True)) == {twin.pk}
    assert Affiliation.objects.live().count() == 3


def test_a_record_taken_out_of_the_bin_can_be_merged_again(anna: User) -> None:
    first, second = contact("Jan", "Novák", anna), contact("Jan", "Novak", anna)
    merge_contacts(first, second, by=anna)
    second.refresh_from_db()
    second.restore(by=anna)
    merge_contacts(first, second, by=anna)
    assert merged_into("customers.contact", second.pk) == first.pk


def test_there_is_no_way_back_to_what_was_destroyed(anna: User) -> None:
    first, second = contact("Jan", "Novák", anna), contact("Jan", "Novak", anna)
    call = Activity(kind="call", subject="Hello", contact=second).create(by=anna)
    merged = merge_contacts(first, second, by=anna)
    second.refresh_from_db()
    second.destroy(by=anna)
    with pytest.raises(MergeProblem, match="destroyed"):
        undo(merged, by=anna)
    call.refresh_from_db()
    assert call.contact_id == first.pk


def test_a_value_that_led_to_what_is_destroyed_stays(anna: User, firm: Account) -> None:
    before = Account(name="Before").create(by=anna)
    first, second = contact("Jan", "Novák", anna, account=before), contact("Jan", "Novak", anna, account=firm)
    merged = merge(first, [second], {"account": firm}, by=anna)
    before.put_in_bin(by=anna)
    before.destroy(by=anna)
    assert undo(merged, by=anna).fields == ["account"]
