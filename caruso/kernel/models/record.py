"""What a user keeps."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from caruso.kernel import destroying, link_rights, values, writing
from caruso.kernel.access.queryset import VisibleQuerySet
from caruso.kernel.models.user import User
from caruso.kernel.objects import BusinessObject, business_object


class RecordQuerySet(VisibleQuerySet):
    """Records; `visible_to(user)` is where every reader starts."""

    def in_bin(self) -> Self:
        return self.filter(binned_at__isnull=False)


class Record(models.Model):
    """A record of a business object: versioned, owned, with custom fields, put in a bin before it is destroyed.

    Change it with the verbs below, never with `save()`: a verb is one transaction that writes the change,
    its event, and what is kept beside the record (search, matching).
    """

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owner"),
    )
    team = models.ForeignKey(
        "kernel.Team", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("team")
    )
    custom = models.JSONField(default=dict, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), editable=False)
    updated_at = models.DateTimeField(_("changed"), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("created by"),
    )
    binned_at = models.DateTimeField(null=True, editable=False)
    binned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )

    objects: ClassVar[Any] = RecordQuerySet.as_manager()

    #: Paths to the people and teams whose record this is, for the scopes own and team.
    OWN_PATHS: ClassVar[tuple[str, ...]] = ("owner",)
    TEAM_PATHS: ClassVar[tuple[str, ...]] = ("team",)
    #: Columns filled by `derive` that are no fields of their own (sort keys).
    HIDDEN_COLUMNS: ClassVar[tuple[str, ...]] = ()
    #: Field → the field of which it repeats a part.
    REPEATED: ClassVar[dict[str, str]] = {}
    #: Field → the column that orders it.
    SORT_COLUMNS: ClassVar[dict[str, str]] = {}
    #: Field → choice → colour of its badge.
    COLOURS: ClassVar[Mapping[str, Mapping[str, str]]] = {}
    #: The pattern of the running number that a new record takes for its field `number`; empty for none.
    NUMBERING: ClassVar[str] = ""

    #: Whether `settle_new` gives records that come in without an owner to somebody; others are their maker's then.
    ASSIGNED: ClassVar[bool] = False

    number: Any
    #: The fields out of sight, where that was found out before some of the values were veiled.
    out_of_sight: frozenset[str] | None = None
    #: What computed fields came to when they were last read, by their names.
    worked_out: Mapping[str, Any] = MappingProxyType({})
    #: When the write under way happened, for `derive`.
    written_at: datetime | None = None
    #: What whoever writes it should know about the write that was just done, beyond that it was.
    notice: Any = ""
    #: The stored values (as JSON) that the change under way began with, for `derive`; None while a record is made.
    stored_before: Mapping[str, Any] | None = None

    class Meta:
        abstract = True

    @cached_property
    def described(self) -> BusinessObject:
        return business_object(type(self))

    @property
    def in_bin(self) -> bool:
        return self.binned_at is not None

    @classmethod
    def begin_writing(cls) -> None:
        """Called first in each transaction that writes records of this object."""

    def timeline_subjects(self) -> list[tuple[str, int]]:
        """The other records on whose timelines the events of this one belong, as (object, number)."""
        return []

    def timeline_kind(self, kind: str) -> str:
        """Under which kind an event is filtered on timelines; that of the event unless the record knows better."""
        return kind

    def derive(self) -> None:
        """Fill what follows from other fields (sort keys, primary e-mail) before the record is written."""

    def derive_from_number(self) -> None:
        """Fill what follows from the running number, which a new record gets last of all."""

    @classmethod
    def settle_new(cls, records: Sequence[Any]) -> None:
        """Decide what follows from more than each new record itself (whose turn it is), in the transaction that
        writes them."""

    def check_new(self, *, by: User | None) -> None:
        """Raises ValidationError where this record may not be made, whichever door it comes through."""

    def check_change(self, changes: Mapping[str, Any], *, by: User | None) -> None:
        """Raises ValidationError where this change may not be made, whichever door it comes through."""

    def check_bin(self, *, by: User | None) -> None:
        """Raises ValidationError where this record may not be put in the bin."""

    def check_restore(self, *, by: User | None) -> None:
        """Raises ValidationError where this record may not come back from the bin."""

    @property
    def is_final(self) -> bool:
        """Whether pages offer no editing any more; `check_change` is what refuses it. Owner and team still change."""
        return False

    def put(self, name: str, value: Any) -> None:
        """Set a parsed value in memory; `create` or `change` writes it."""
        values.put(self, self.described.field(name), value)

    def check_links(self, *, by: User | None) -> None:
        """Raises ValidationError where a link leads to what this person does not see."""
        link_rights.check_links(self, by)

    def create(self, *, by: User | None, **options: Any) -> Self:
        writing.create([self], by=by, **options)
        return self

    def change(self, values: Mapping[str, Any], *, by: User | None, **options: Any) -> bool:
        """Write these field values; True if anything was different. See `writing.change`."""
        return writing.change(self, values, by=by, **options)

    def put_in_bin(self, *, by: User | None, **options: Any) -> None:
        writing.put_in_bin([self], by=by, **options)

    def restore(self, *, by: User | None, **options: Any) -> None:
        writing.restore([self], by=by, **options)

    def destroy(self, *, by: User | None) -> None:
        destroying.destroy([self], by=by)
