"""Fields that are asked for only sometimes: `visible_when` and `required_when`, held against a record in memory.

They are about what people are asked, not about what may be kept: a field out of sight keeps its value.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from caruso.kernel.conditions import ConditionProblem, check, parse
from caruso.kernel.fields import Field
from caruso.kernel.objects import BusinessObject

if TYPE_CHECKING:
    from caruso.kernel.models.record import Record

_parsed = lru_cache(maxsize=1000)(parse)


class AsItStands(Mapping[str, Any]):
    """What computed fields come to by the values in memory, whether they are stored or not."""

    def __init__(self, record: Any) -> None:
        self.record = record

    def __getitem__(self, name: str) -> Any:
        computed = self.record.described.field(name).computed
        return computed.value(self.record) if computed is not None else None

    def __contains__(self, name: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def sometimes_asked(described: BusinessObject) -> list[Field]:
    """The fields that hang on a condition."""
    return [field for field in described.fields.values() if field.visible_when or field.required_when]


def out_of_sight(record: "Record") -> frozenset[str]:
    """The fields that people do not see of this record as it stands in memory."""
    fields = [field for field in sometimes_asked(record.described) if field.visible_when]
    return frozenset(field.name for field in fields if not _holds(field.visible_when, record, otherwise=True))


def must_be_filled(record: "Record") -> frozenset[str]:
    """The fields that must be filled because of what the others say."""
    fields = [field for field in sometimes_asked(record.described) if field.required_when]
    wanted = {field.name for field in fields if _holds(field.required_when, record, otherwise=False)}
    return frozenset(wanted - out_of_sight(record)) if wanted else frozenset()


def lacking(record: "Record") -> frozenset[str]:
    """Those of them that are empty."""
    fields = record.described.fields
    return frozenset(name for name in must_be_filled(record) if _is_empty(record, fields[name]))


def refuse_lacking(record: "Record", names: Collection[str]) -> None:
    """Raises ValidationError by field for these, which are empty and must not be."""
    if names:
        fields = record.described.fields
        said = {name: _("Please fill in “%(field)s”.") % {"field": fields[name].label} for name in sorted(names)}
        raise ValidationError({name: ValidationError(message, code="required") for name, message in said.items()})


def _is_empty(record: "Record", field: Field) -> bool:
    if field.kind.family == "link" and not field.custom:
        return getattr(record, f"{field.name}_id") is None
    return field.value_of(record) in (None, "", [])


def _holds(text: str, record: "Record", *, otherwise: bool) -> bool:
    """Whether the condition holds; `otherwise` where it cannot be read (any more), so that nobody is locked out."""
    kept, record.worked_out = record.worked_out, AsItStands(record)
    try:
        return check(_parsed(text), record.described, None).matches(record)
    except ConditionProblem:
        return otherwise
    finally:
        record.worked_out = kept
