"""The lines of documents for programs: read with the document, and written with it as a whole."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caruso.kernel.fields import Field
from caruso.kernel.models import User
from caruso.sales.lines.columns import WRITTEN, Columns, line_fields
from caruso.sales.lines.offers import Catalogue
from caruso.sales.models.money import settled_currency
from caruso.sales.models.product import UNITS
from caruso.sales.rules.line_values import checked
from caruso.screens.description import Nested

_SHOWN = ("tax_percent", "net")


class Lines(Nested):
    """A line that leads to a product takes from the catalogue what was not given."""

    name = "lines"
    label = gettext_lazy("Lines")

    def columns(self, model: Any, user: User) -> Mapping[str, Field]:
        columns = Columns.of(model, user)
        written = {
            name: replace(columns.fields[name], editable=columns.writes(name), required=False)
            for name in WRITTEN
            if columns.shows(name)
        }
        # A line may come back as it was read, also in a unit that is offered no more.
        written["unit"] = written["unit"].with_retired
        return {
            **written,
            **{name: replace(one, editable=False) for name, one in line_fields(model.LINES, _SHOWN).items()},
        }

    def read(self, record: Any, user: User) -> list[dict[str, Any]]:
        names = [name for name, field in self.columns(type(record), user).items() if field.kind.family != "link"]
        return [
            {"id": line.pk, "product": line.product_id, **{name: getattr(line, name) for name in names}}
            for line in record.lines.all()
        ]

    def create(self, record: Any, rows: list[dict[str, Any]], *, by: Any) -> None:
        # The prices of the catalogue are those of the currency.
        record.currency = settled_currency(record)
        record.create(by=by, lines=_lines(record, rows, by, {}))

    def change(
        self, record: Any, rows: list[dict[str, Any]], values: Mapping[str, Any], *, by: Any, version: int | None
    ) -> None:
        present = {line.pk: line for line in record.lines.all()}
        record.write_lines(_lines(record, rows, by, present), by=by, values=values, version=version)


def _lines(document: Any, rows: list[dict[str, Any]], user: User, present: Mapping[int, Any]) -> list[Any]:
    """The lines that these rows mean. Raises ValidationError with a place for each that is wrong."""
    catalogue = Catalogue(document, user, {row["product"] for row in rows if row.get("product")})
    errors: dict[str, Any] = {}
    lines = []
    for at, row in enumerate(rows):
        try:
            lines.append(_line(document, row, catalogue, present.get(row.get("id") or 0)))
        except ValidationError as problem:
            errors |= {f"lines[{at}].{name}": messages for name, messages in problem.message_dict.items()}
    if errors:
        raise ValidationError(errors)
    return lines


def _line(document: Any, row: dict[str, Any], catalogue: Catalogue, present: Any) -> Any:
    line = document.LINES(pk=present.pk if present else None, **(present.carried() if present else {}))
    if "product" in row:
        number = row["product"]
        if number and number not in catalogue.products and number != line.product_id:
            raise ValidationError({"product": _("Please choose from the list.")})
        line.product_id = number
    given = {name: value for name, value in row.items() if name not in ("id", "product")}
    if line.product_id and (present is None or present.product_id != line.product_id):
        _take_over(line, catalogue, given.get("quantity"))
    held = line.unit
    for name, value in given.items():
        field = line_fields(document.LINES)[name]
        try:
            setattr(line, name, checked(name, field.default if value is None and name != "cost" else value))
        except ValidationError as problem:
            raise ValidationError({name: problem.messages}) from None
    if line.unit != held and not UNITS.offers(line.unit):
        raise ValidationError({"unit": _("Please choose from the list.")})
    if not line.description:
        raise ValidationError({"description": _("Please fill this in.")})
    if not line.optional:
        line.chosen = True
    return line


def _take_over(line: Any, catalogue: Catalogue, quantity: Decimal | None) -> None:
    offer = catalogue.offer(line.product_id, quantity or Decimal(1))
    if offer is None:
        return
    product = offer.product
    line.sku, line.description, line.details = product.sku, str(product), product.line_details
    line.unit, line.tax_class, line.recurring = product.unit, product.tax_class, product.recurring
    line.price, line.cost = offer.price or Decimal(0), offer.cost
