"""Into the bin and out of it, also when two people do it at once."""

from caruso.customers.models import Account
from caruso.kernel.models import Event, User


def test_what_two_people_delete_at_once_is_deleted_once(anna: User, marek: User) -> None:
    account = Account(name="Firm").create(by=anna)
    seen = Account.objects.get(pk=account.pk)
    account.put_in_bin(by=anna)
    seen.put_in_bin(by=marek)
    seen.refresh_from_db()
    assert (seen.binned_by, seen.version) == (anna, 2)
    assert Event.objects.filter(record=account.pk, kind="binned").count() == 1


def test_deleting_what_was_changed_meanwhile_keeps_the_change_and_its_version(anna: User, marek: User) -> None:
    account = Account(name="Firm").create(by=anna)
    seen = Account.objects.get(pk=account.pk)
    account.change({"name": "Better firm"}, by=marek)
    seen.put_in_bin(by=anna)
    seen.restore(by=anna)
    stored = Account.objects.get(pk=account.pk)
    assert (stored.name, stored.version) == ("Better firm", 4)
