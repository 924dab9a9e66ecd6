"""What is costly to make, made once for the tests of a module: each of them is taken back to where it found it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from caruso.kernel.models import User
from caruso.objects.mapped import live as mapped_live
from tests.read_anew import read_anew


@contextmanager
def made_once(blocker: Any) -> Iterator[User]:
    """A transaction around many tests, whose own become savepoints in it; who makes things there is its administrator.

    For fixtures of a module without a test that commits. What is made must be read anew by each test.
    """
    with blocker.unblock(), transaction.atomic():
        _forget()
        yield User.objects.create_user("anna@example.com", "caruso-demo", name="Anna Nowak", is_superuser=True)
        transaction.set_rollback(True)
    _forget()


def _forget() -> None:
    read_anew()
    mapped_live.forget()
