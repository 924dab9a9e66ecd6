"""The first run: the company and its first administrator, made once."""

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from caruso.kernel.events.administration import record_administration
from caruso.kernel.models.user import User
from caruso.kernel.people.administering import lock_administration


class AlreadyBegun(Exception):
    """Somebody has been here before."""


def nobody_here() -> bool:
    return not User.objects.exists()


def begin(organisation: dict[str, Any], *, name: str, email: str, password: str, language: str) -> User:
    """Set up the firm and its administrator in one transaction.

    Raises AlreadyBegun when there are people already (also when two begin at once), ValidationError for a password
    that is too weak.
    """
    validate_password(password, User(name=name, email=email))
    with transaction.atomic():
        firm = lock_administration()
        if not nobody_here():
            raise AlreadyBegun
        for setting, value in organisation.items():
            setattr(firm, setting, value)
        firm.save()
        person = User.objects.create_superuser(email, password, name=name, language=language)
        record_administration(person, "created", by=person)
    return person
