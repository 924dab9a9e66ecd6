"""The index follows every write."""

from importlib import import_module
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caruso.customers.models import Account, Contact
from caruso.kernel import writing
from caruso.kernel.models import User
from caruso.screens.merging.merge import merge, undo
from caruso.screens.search.entry import SearchEntry, SearchSpelling
from caruso.screens.search.finding import search

pytestmark = pytest.mark.django_db


def found(user: User, text: str) -> list[str]:
    return [hit.title for hit in search(user, text)]


def test_a_change_is_found_and_the_old_value_no_more(anna: User) -> None:
    account = Account(name="Alfa").create(by=anna)
    account.change({"name": "Omega"}, by=anna)
    assert found(anna, "omega") == ["Omega"]
    assert found(anna, "alfa") == []


def test_what_is_in_the_bin_is_not_found_until_restored(anna: User) -> None:
    account = Account(name="Alfa").create(by=anna)
    account.put_in_bin(by=anna)
    assert found(anna, "alfa") == []
    account.restore(by=anna)
    assert found(anna, "alfa") == ["Alfa"]


def test_nothing_is_left_of_a_destroyed_record(anna: User) -> None:
    account = Account(name="Alfa").create(by=anna)
    account.destroy(by=anna)
    assert found(anna, "alfa") == []
    assert not SearchEntry.objects.exists()


def test_many_records_are_written_with_few_queries(anna: User, django_assert_max_num_queries: Any) -> None:
    from caruso.screens.search.indexing import indexed
    from caruso.screens.search.keeper import put

    contacts = [Contact(first_name="Jan", last_name=f"Nowak{chr(97 + n % 26)}") for n in range(300)]
    writing.create(contacts, by=anna)
    assert SearchEntry.objects.count() == 300
    with django_assert_max_num_queries(6):
        put(indexed(contacts[0].described), contacts)


def test_a_change_of_other_fields_writes_nothing(anna: User) -> None:
    account = Account(name="Alfa").create(by=anna)
    with CaptureQueriesContext(connection) as queries:
        account.change({"notes": "They pay late."}, by=anna)
    assert not [query for query in queries if "screens_search" in query["sql"]]


def test_a_change_does_not_move_a_record_among_the_newest(anna: User) -> None:
    first = Account(name="Alfa Drewno").create(by=anna)
    Account(name="Alfa Metal").create(by=anna)
    first.change({"city": "Brno", "legal_name": "Alfa Drewno SA"}, by=anna)
    assert found(anna, "alfa") == ["Alfa Metal", "Alfa Drewno"]


def test_what_bulk_tools_wrote_is_found_after_a_reindex(anna: User) -> None:
    kept = Account(name="Alfa").create(by=anna)
    gone = Account(name="Beta").create(by=anna)
    Account.objects.filter(pk=kept.pk).update(name="Gamma")
    Account.objects.filter(pk=gone.pk).delete()
    bulk = Account(name="Deltaville", created_at=kept.created_at, updated_at=kept.created_at)
    bulk.derive()
    Account.objects.bulk_create([bulk])
    SearchEntry.objects.create(object="objects.dropped", record=1, title="alfa")
    call_command("reindex", stdout=StringIO())
    assert found(anna, "gamma") == ["Gamma"]
    assert found(anna, "deltavile") == ["Deltaville"]
    assert found(anna, "alfa") == []
    assert SearchEntry.objects.count() == 2


def test_a_reindex_by_job_gives_the_same(anna: User) -> None:
    from caruso.kernel import jobs
    from caruso.kernel.jobs.running import run

    Account(name="Alfa").create(by=anna)
    SearchEntry.objects.all().delete()
    SearchSpelling.objects.all().delete()
    job = jobs.start("search.reindex", by=anna)
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.total) == ("done", 1)
    assert found(anna, "alfa") == ["Alfa"]


def test_a_word_is_stored_once_however_many_have_it(anna: User) -> None:
    writing.create([Contact(first_name="Jan", last_name="Kowalski") for _number in range(3)], by=anna)
    writing.create([Contact(first_name="Ewa", last_name="Kowalski")], by=anna)
    assert SearchSpelling.objects.filter(word="kowalski").count() == len("kowalski") + 1


def test_merged_records_are_found_under_the_one_kept_until_the_merge_is_undone(anna: User) -> None:
    kept = Contact(first_name="Jan", last_name="Nowak").create(by=anna)
    other = Contact(first_name="Johann", last_name="Nowak", emails=[{"value": "johann@nowak.pl"}]).create(by=anna)
    merged = merge(kept, [other], {"emails": other.emails}, by=anna)
    assert [hit.number for hit in search(anna, "johann@nowak.pl")] == [kept.pk]
    undo(merged, by=anna)
    assert [hit.number for hit in search(anna, "johann@nowak.pl")] == [other.pk]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has lexemes")
def test_words_from_before_lexemes_were_of_an_object_become_so(anna: User) -> None:
    contact = Contact(last_name="Kolářová", emails=[{"value": "jana@firma.example"}]).create(by=anna)
    migration = import_module("caruso.screens.migrations.0006_words_of_objects")
    before = _lexemes(contact)
    migration.uncode(None, SimpleNamespace(connection=connection))
    assert "firma" in _lexemes(contact) and found(anna, "firma") == []
    for _twice in range(2):
        migration.code(None, SimpleNamespace(connection=connection))
        assert _lexemes(contact) == before
    assert found(anna, "firma") == ["Kolářová"]


def _lexemes(contact: Contact) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tsvector_to_array(words) FROM screens_searchentry WHERE object = %s AND record = %s",
            ["customers.contact", contact.pk],
        )
        return list(cursor.fetchone()[0])
