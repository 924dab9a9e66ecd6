"""Keys with which programs act for a person."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caruso.kernel.models.role import Role
from caruso.kernel.models.user import User

PREFIX = "caruso_"
_SHOWN = len(PREFIX) + 6
#: Writing down each use would be a write per request; the minute is enough.
_USE_NOTED_EVERY = timedelta(minutes=1)


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def issue(
        self, person: User, name: str, *, role: Role | None = None, expires_at: datetime | None = None
    ) -> tuple["ApiToken", str]:
        """A new token and its secret, which is nowhere kept and never shown again.

        Raises ValidationError for a role that the person does not have.
        """
        if role and not may_lend(person, role):
            raise ValidationError({"role": _("You can lend only a role that you have.")})
        secret = PREFIX + secrets.token_urlsafe(32)
        token = self.create(
            person=person,
            name=name,
            role=role,
            prefix=secret[:_SHOWN],
            hash=_hash(secret),
            expires_at=expires_at,
        )
        return token, secret

    def authenticate(self, secret: str) -> "ApiToken | None":
        """The token with this secret, if it counts; its `person` has the access that the token gives."""
        if not secret.startswith(PREFIX):
            return None
        token = self.select_related("person", "role").filter(hash=_hash(secret)).first()
        if token is None or not token.counts:
            return None
        if token.role:
            token.person.seen_as = token.role
        token._note_use()
        return token


class ApiToken(models.Model):
    """A key made by a person; through it a program may do what the person may, or only what `role` allows."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=120)
    role = models.ForeignKey(Role, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("role"))
    prefix = models.CharField(max_length=20)
    hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @property
    def expired(self) -> bool:
        return self.expires_at is not None and self.expires_at <= timezone.now()

    @property
    def counts(self) -> bool:
        """Not expired, its person active and still holding the role."""
        return not self.expired and self.person.is_active and (self.role is None or may_lend(self.person, self.role))

    def _note_use(self) -> None:
        now = timezone.now()
        if self.last_used_at is None or now - self.last_used_at > _USE_NOTED_EVERY:
            self.last_used_at = now
            self.save(update_fields=["last_used_at"])


def may_lend(person: User, role: Role) -> bool:
    return person.is_superuser or person.roles.filter(pk=role.pk).exists()


def _hash(secret: str) -> str:
    """Secrets have 256 random bits, so one round of SHA-256 is as good as a slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()
