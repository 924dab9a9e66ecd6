"""People who sign in."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caruso.kernel.access.rights import Access, access_of
from caruso.kernel.settled import SettledQuery

if TYPE_CHECKING:
    from caruso.kernel.models.role import Role


class UserQuerySet(BaseUserManager["User"]):
    """How people are found and made."""

    def create_user(self, email: str, password: str | None = None, **values: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **values)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **values: Any) -> "User":
        return self.create_user(email, password, is_superuser=True, **values)

    def active(self) -> models.QuerySet["User"]:
        return self.filter(is_active=True)


class User(AbstractBaseUser):
    """A person of the firm. `is_superuser` is the administrator who may do everything."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=150, blank=True)
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_superuser = models.BooleanField(_("administrator"), default=False)
    roles = models.ManyToManyField("kernel.Role", blank=True, related_name="people", verbose_name=_("roles"))
    team = models.ForeignKey(
        "kernel.Team", models.SET_NULL, null=True, blank=True, related_name="people", verbose_name=_("team")
    )
    language = models.CharField(_("language"), max_length=5, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True)
    theme = models.CharField(_("theme"), max_length=10, default="system")
    density = models.CharField(_("density"), max_length=12, default="comfortable")
    preferences = models.JSONField(default=dict, blank=True)
    date_joined = models.DateTimeField(default=timezone.now)

    #: A role that stands in for the person's own: seen as by an administrator, or lent to an API token.
    seen_as: "Role | None" = None

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserQuerySet] = UserQuerySet()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "email"]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def first_name(self) -> str:
        """How a colleague is greeted."""
        return str(self).split(" ")[0].partition("@")[0]

    def get_full_name(self) -> str:
        return str(self)

    @property
    def is_staff(self) -> bool:
        return self.is_superuser

    @property
    def all_roles(self) -> "Sequence[Role]":
        """The person's roles by their names; those that were read together with many people, where they were."""
        if "roles" in getattr(self, "_prefetched_objects_cache", {}):
            return list(self.roles.all())
        return _roles_of.rows(self.pk)

    @cached_property
    def access(self) -> Access:
        """What this person may see and do, worked out once a request."""
        return access_of(self)


#: At every request, as are the roles of who asks.
_person = SettledQuery(lambda number: User.objects.filter(pk=number), sample=-1)
_roles_of = SettledQuery(lambda number: User(pk=number).roles.all(), sample=-1)


def active_person(number: int) -> User | None:
    """The person with this number, unless there is none or they left."""
    person = _person.first(number)
    return person if person and person.is_active else None
