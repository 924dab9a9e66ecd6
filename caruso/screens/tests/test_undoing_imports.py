"""A whole import taken back."""

import pytest
from django.core.exceptions import PermissionDenied

from caruso.customers.models import Account, Contact
from caruso.kernel.models import CustomField, User
from caruso.screens.tests.importing import begun, brought_in, taken_back
from caruso.screens.transfer.importing import running, undoing

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = "First Name,Last Name,Email,Job Title,Company\nZofia,Łącka,zofia@huta.example,Szefowa,Huta\nJan,Nowak,,,Huta\n"


def test_what_was_created_goes_to_the_bin_with_the_accounts_made_on_the_way(anna: User) -> None:
    run = taken_back(brought_in(ROWS, anna), anna)
    assert run.state == "undone"
    assert run.undo_counts == {"binned": 3}
    assert not Contact.objects.live().exists()
    assert not Account.objects.live().exists()


def test_what_was_changed_gets_its_old_values(anna: User) -> None:
    there = Contact(first_name="Zofia", last_name="Łącka", emails=[{"value": "zofia@huta.example"}]).create(by=anna)
    run = brought_in(ROWS, anna)
    there.refresh_from_db()
    assert there.job_title == "Szefowa"
    taken_back(run, anna)
    there.refresh_from_db()
    assert there.job_title == ""
    assert there.account is None
    assert not there.in_bin


def test_a_value_that_somebody_changed_since_stays_and_is_told(anna: User, petra: User) -> None:
    there = Contact(first_name="Zofia", last_name="Łącka", emails=[{"value": "zofia@huta.example"}]).create(by=anna)
    run = brought_in(ROWS, anna)
    there.change({"job_title": "Prezeska"}, by=anna)
    run = taken_back(run, anna)
    there.refresh_from_db()
    assert there.job_title == "Prezeska"
    assert there.account is None
    left = [tuple(line[:2]) for lines in run.chunks.values_list("left", flat=True) for line in lines]
    assert ("customers.contact", there.pk) in left


def test_a_created_record_that_somebody_worked_with_stays_unless_forced(anna: User) -> None:
    run = brought_in(ROWS, anna)
    touched = Contact.objects.get(last_name="Nowak")
    touched.change({"job_title": "Stróż"}, by=anna)
    run = taken_back(run, anna)
    assert [contact.pk for contact in Contact.objects.live()] == [touched.pk]
    assert Account.objects.live().count() == 1
    taken_back(run, anna, force=True)
    assert not Contact.objects.live().exists()


def test_imports_are_taken_back_the_newest_first_and_nothing_stays(anna: User) -> None:
    first = brought_in(ROWS, anna)
    second = brought_in(ROWS.replace("Szefowa", "Prezeska").replace("Jan,Nowak,,", "Ewa,Nowak,,"), anna)
    assert Contact.objects.live().count() == 3
    taken_back(second, anna)
    assert Contact.objects.live().count() == 2
    assert taken_back(first, anna).undo_counts == {"binned": 3}
    assert not Contact.objects.live().exists() and not Account.objects.live().exists()


def test_what_another_import_still_stands_on_stays(anna: User) -> None:
    first = brought_in(ROWS, anna)
    brought_in(ROWS.replace("Jan,Nowak,,", "Ewa,Nowak,,"), anna)
    taken_back(first, anna)
    assert Account.objects.live().filter(name="Huta").exists(), "Ewa is there"


def test_a_field_made_on_the_way_is_put_away(anna: User) -> None:
    run = begun("First Name,Last Name,Wine\nJan,Nowak,Pálava\n", anna)
    run.plan["columns"][2]["path"] = "+text"
    run.save()
    running.start(run, by=anna)
    taken_back(running.run_here(run), anna)
    assert CustomField.objects.get().archived_at is not None


def test_only_the_importer_and_administrators_take_an_import_back(anna: User, petra: User) -> None:
    run = brought_in(ROWS, anna)
    with pytest.raises(PermissionDenied):
        undoing.start_undo(run, by=petra)
    run.refresh_from_db()
    assert run.state == "done"
    assert Contact.objects.live().count() == 2
