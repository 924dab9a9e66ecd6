"""Kinds that lead to another record, a person or a team."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from caruso.kernel.fields.kind import Kind

if TYPE_CHECKING:
    from caruso.kernel.fields.field import Field


def _number(raw: Any) -> int:
    try:
        number = int(str(raw))
    except ValueError:
        raise ValidationError(_("Please choose from the list."), code="link") from None
    if not 0 < number < 2**63:
        raise ValidationError(_("Please choose from the list."), code="link")
    return number


class Relation(Kind):
    """A link to a record; parsed to its number. Whether the writer may see that record is checked on writing."""

    name = "relation"
    family = "link"
    column_class = models.BigIntegerField

    def parse(self, raw: Any, field: "Field") -> int | None:
        if isinstance(raw, models.Model):
            return self.dump(raw)
        if isinstance(raw, dict):
            raw = raw.get("id")
        return None if raw in (None, "") else _number(raw)

    def dump(self, value: Any) -> int | None:
        number: int | None = value.pk if isinstance(value, models.Model) else value
        return number


class Person(Relation):
    name = "person"


class Team(Relation):
    name = "team"


class File(Relation):
    """A file of the record, kept as the number of its attachment; see `files.fields`."""

    name = "file"
    asked = "file"


class Image(File):
    """A picture of the record."""

    name = "image"


class Relations(Kind):
    """Links to several records; parsed to their numbers, in the order given."""

    name = "relations"
    family = "records"
    column_class = models.JSONField
    sortable = False
    most = 500

    def parse(self, raw: Any, field: "Field") -> list[int]:
        if raw in (None, "", []):
            return []
        parts = raw if isinstance(raw, (list, tuple)) else str(raw).replace(";", ",").split(",")
        numbers = [_one_of(part) for part in parts if part not in (None, "")]
        if len(numbers) > self.most:
            raise ValidationError(_("At most %(most)d entries fit here."), params={"most": self.most})
        return list(dict.fromkeys(numbers))

    def load(self, data: Any) -> list[int]:
        return data or []

    def as_text(self, value: Any, field: "Field") -> str:
        return ", ".join(str(number) for number in value or ())


def _one_of(part: Any) -> int:
    if isinstance(part, models.Model):
        return int(part.pk)
    return _number(part.get("id") if isinstance(part, dict) else part)


class Tags(Kind):
    """Words that people stick on a record; kept in `Tagging`, given as a list of names."""

    name = "tags"
    family = "links"
    sortable = False

    def parse(self, raw: Any, field: "Field") -> list[str]:
        if raw in (None, "", []):
            return []
        parts = raw if isinstance(raw, (list, tuple)) else str(raw).replace(":::", ",").replace(";", ",").split(",")
        names = [" ".join(str(part).replace("\x00", "").split())[:60] for part in parts]
        return list(dict.fromkeys(name for name in names if name and not name.startswith("* ")))

    def as_text(self, value: Any, field: "Field") -> str:
        return ", ".join(value or ())
