"""A row of another program's table, as the readers know records."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar, Self
from zlib import crc32

from django.core.exceptions import ValidationError
from django.db import models

from caruso.kernel import link_rights, values
from caruso.kernel.access.queryset import VisibleQuerySet
from caruso.kernel.objects import BusinessObject, business_object


class MappedQuerySet(VisibleQuerySet):
    """Rows have no owner, no team and no bin: a right reaches all of them or none."""

    def live(self) -> Self:
        return self

    def visible_to(self, user: Any, right: str = "view", *, binned: bool = False, many: bool = False) -> Self:
        key = business_object(self.model).key
        reached = all(user.access.scope(key, needed) == "all" for needed in {"view", right})
        return self if reached and not binned else self.none()


class MappedManager(models.Manager.from_queryset(MappedQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> Any:
        rows = super().get_queryset().using(self.model.SOURCE)
        # A row whose key is empty cannot be told from others.
        return rows.filter(pk__isnull=False) if self.model.KEYS else rows


class MappedRecord(models.Model):
    """Not a `Record`: Caruso does not keep it, so it has no bin, tags or custom fields, and no history but Caruso's own.

    Its version is told by its values: whoever writes over what another program wrote meanwhile is told.
    """

    objects: ClassVar[Any] = MappedManager()

    #: The aliases of the database to read from and to write to; the latter is empty where nothing is written.
    SOURCE: ClassVar[str] = ""
    WRITING: ClassVar[str] = ""
    TITLE: ClassVar[str] = ""
    #: The columns by which the source knows its rows, where the book of keys numbers them.
    KEYS: ClassVar[tuple[str, ...]] = ()
    OWN_PATHS: ClassVar[tuple[str, ...]] = ()
    TEAM_PATHS: ClassVar[tuple[str, ...]] = ()
    HIDDEN_COLUMNS: ClassVar[tuple[str, ...]] = ()
    REPEATED: ClassVar[dict[str, str]] = {}
    SORT_COLUMNS: ClassVar[dict[str, str]] = {}
    COLOURS: ClassVar[Mapping[str, Mapping[str, str]]] = {}
    NUMBERING: ClassVar[str] = ""
    ASSIGNED: ClassVar[bool] = True

    custom: ClassVar[Mapping[str, Any]] = {}
    out_of_sight: ClassVar[frozenset[str]] = frozenset()
    worked_out: Mapping[str, Any] = MappingProxyType({})
    owner_id: int | None = None
    team_id: int | None = None
    in_bin = False
    binned_at = None
    is_final = False
    notice = ""

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def __str__(self) -> str:
        return str(getattr(self, self.TITLE, "") or f"#{self.pk}")

    @property
    def described(self) -> BusinessObject:
        return business_object(type(self))

    @property
    def version(self) -> int:
        return self.version_of(self)

    @classmethod
    def version_of(cls, row: Any) -> int:
        """Of a row with all its columns, also one of which no record is made."""
        values = [str(getattr(row, column.attname)) for column in cls._meta.concrete_fields]
        return crc32("\x1f".join(values).encode()) or 1

    def timeline_subjects(self) -> list[tuple[str, int]]:
        return []

    def timeline_kind(self, kind: str) -> str:
        return kind

    def put(self, name: str, value: Any) -> None:
        values.put(self, self.described.field(name), value)  # type: ignore[arg-type]

    def check_links(self, *, by: Any) -> None:
        link_rights.check_links(self, by)  # type: ignore[arg-type]

    def create(self, *, by: Any, **_options: Any) -> Self:
        from caruso.objects.mapped.writing import create

        create(self, by=by)
        return self

    def change(
        self,
        values: Mapping[str, Any],
        *,
        by: Any,
        version: int | None = None,
        seen: Mapping[str, Any] | None = None,
    ) -> bool:
        from caruso.objects.mapped.writing import change

        return change(self, values, by=by, version=version, seen=seen)

    def put_in_bin(self, *, by: Any, **_options: Any) -> None:
        raise ValidationError("There is no bin for what another program keeps.")
