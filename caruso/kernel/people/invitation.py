"""Links with which a person sets a password: for a new person, or one who has forgotten it."""

from django.contrib.auth.password_validation import validate_password
from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from caruso.kernel.events.administration import record_administration
from caruso.kernel.mail import mail_leaves, write_to
from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.models.user import User
from caruso.kernel.people.administering import require_administrator

LIFETIME_DAYS = 7
_SALT = "caruso.invitation"


def invitation_token(person: User) -> str:
    """A signed token that is good for a week and until the password is set."""
    return signing.dumps({"person": person.pk, "state": _state(person)}, salt=_SALT)


def invited_person(token: str) -> User | None:
    """The active person whom the token invites; None for a forged, spent or expired one."""
    try:
        data = signing.loads(token, salt=_SALT, max_age=LIFETIME_DAYS * 86_400)
    except signing.BadSignature:
        return None
    person = User.objects.active().filter(pk=data["person"]).first()
    return person if person and data["state"] == _state(person) else None


def accept(token: str, password: str) -> User | None:
    """Set the password of the invited person; None for a token that is not good.

    Raises ValidationError for a password that is too weak.
    """
    with transaction.atomic():
        person = invited_person(token)
        if person is None:
            return None
        person = User.objects.select_for_update().get(pk=person.pk)
        validate_password(password, person)
        person.set_password(password)
        person.save(update_fields=["password"])
        record_administration(person, "password set", by=person)
    return person


def send_invitation(person: User, address: str, *, by: User) -> bool:
    """E-mail the link; False where that is not set up or failed, so that the link is handed over otherwise."""
    require_administrator(by)
    organisation = current_organisation()
    record_administration(person, "invited", by=by)
    if not mail_leaves():
        return False
    with override(person.language or organisation.language):
        subject = _("Your account in %(company)s") % {"company": organisation}
        text = _(
            "%(who)s has made an account for you.\n\nSet your password here: %(address)s\n\n"
            "The link works for %(days)d days."
        ) % {"who": by, "address": address, "days": LIFETIME_DAYS}
    return write_to(person.email, subject, text)


def _state(person: User) -> str:
    """Changes with the password, so that a token works once."""
    return signing.Signer(salt=_SALT).signature(f"{person.password}{person.email}")[:16]
