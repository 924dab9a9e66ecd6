"""The register of kinds."""

from caruso.kernel.fields import (
    choice_kinds,
    entry_kinds,
    link_kinds,
    number_kinds,
    rich_kinds,
    text_kinds,
    time_kinds,
)
from caruso.kernel.fields.kind import Kind

KINDS: dict[str, Kind] = {
    kind.name: kind()
    for kind in (
        text_kinds.Text,
        text_kinds.LongText,
        rich_kinds.RichText,
        text_kinds.Email,
        text_kinds.Phone,
        text_kinds.WebAddress,
        number_kinds.Integer,
        number_kinds.DecimalNumber,
        number_kinds.Percent,
        number_kinds.Money,
        number_kinds.Rating,
        time_kinds.Date,
        time_kinds.AnnualDay,
        time_kinds.DateTime,
        time_kinds.Duration,
        choice_kinds.YesNo,
        choice_kinds.Choice,
        choice_kinds.Country,
        choice_kinds.MultiChoice,
        link_kinds.Relation,
        link_kinds.Relations,
        link_kinds.File,
        link_kinds.Image,
        link_kinds.Person,
        link_kinds.Team,
        link_kinds.Tags,
        entry_kinds.Entries,
        entry_kinds.Address,
    )
}


def kind_named(name: str) -> Kind:
    """The kind with this name; raises KeyError for an unknown one."""
    return KINDS[name]
