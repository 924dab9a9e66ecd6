"""The lines of one document being edited: from what was typed to lines that can be saved."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.formats import get_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from caruso.kernel.fields.number_kinds import parse_decimal
from caruso.kernel.models import User
from caruso.sales.lines.columns import WRITTEN, Columns
from caruso.sales.lines.offers import Catalogue, Offer, find_product
from caruso.sales.models import Product
from caruso.sales.rules.line_values import checked
from caruso.sales.rules.typed_rows import HEADING, LINE, TypedRow, TypedRows

#: What a form posts for each row beside the columns: which product was filled in last, the price that it then had,
#: the text in the product's lookup, and words about where the price is from.
BESIDE = ("filled", "offered", "find", "source")
TRUE = "on"
_CHECKS = ("optional", "chosen")


class Editor:
    """The rows, what is wrong with them, and once `read` has been called the `lines` that they mean."""

    def __init__(self, document: Any, user: User, rows: TypedRows, typed: QueryDict | None = None) -> None:
        self.document, self.user, self.rows = document, user, rows
        self.columns = Columns.of(document, user)
        self.lines: list[Any] = []
        self.line_of: dict[str, Any] = {}
        self.errors: list[str] = []
        self.discount = plain(document.discount_percent) if typed is None else typed.get("discount_percent", "")
        self.discount_error = ""

    @classmethod
    def stored(cls, document: Any, user: User) -> "Editor":
        """The lines as they are; one empty row where there are none."""
        rows = TypedRows([])
        for line in document.lines.all():
            if line.section:
                rows.add(HEADING, {"heading": line.section})
            row = rows.add(LINE, typed_text(line))
            row.number = line.pk
        if not rows.rows:
            rows.add(LINE, blank())
        return cls(document, user, rows)

    @classmethod
    def posted(cls, document: Any, user: User, data: QueryDict) -> "Editor":
        rows = TypedRows.posted(data.getlist("row"), {name: str(data[name]) for name in data}, (*WRITTEN, *BESIDE))
        return cls(document, user, rows, data)

    @property
    def has_errors(self) -> bool:
        return bool(self.errors or self.discount_error or any(row.errors for row in self.rows.rows))

    def read(self) -> bool:
        """Fill what the catalogue knows, and make the lines; True if everything can be saved."""
        self.fill()
        heading, waiting = "", None
        for row in self.rows.rows:
            if row.is_heading:
                heading, waiting = row.get("heading").strip()[:200], row
            elif not row.is_blank:
                self._take(row, heading)
                heading, waiting = "", None
        if waiting is not None and heading:
            waiting.errors["heading"] = _("Put a line below this heading, or take it out.")
        self._read_discount()
        try:
            self.document.reckon(self.lines)
        except ValidationError as problem:
            self.errors += problem.messages
        return not self.has_errors

    def recognise(self) -> None:
        """Mark the prices that are those of the catalogue, so that they follow the quantity."""
        for row in self._line_rows():
            offer = self._offer(row)
            if offer is not None and offer.price is not None and _same(row.get("price"), plain(offer.price)):
                row.text |= {"offered": plain(offer.price), "source": offer.source}

    def read_again(self) -> None:
        """Reckon with what was typed, after the document has been brought up to date with somebody else's save."""
        self._read_discount()
        self.document.reckon(self.lines)

    def fill(self) -> None:
        """Take over what is known of products just chosen, and prices of quantities just changed."""
        for row in self._line_rows():
            if not row.get("product") and row.get("find").strip():
                self._find(row)
        for row in self._line_rows():
            if row.get("product") and row.get("product") != row.get("filled"):
                self._fill(row)
            elif row.get("product") and row.get("offered") and _same(row.get("price"), row.get("offered")):
                self._price(row)

    def unfold(self, key: str) -> None:
        """Put the parts of a bundle in the place of its line, cheaper where the bundle is cheaper than its parts."""
        self.fill()
        at = next((at for at, row in enumerate(self.rows.rows) if row.key == key), None)
        parts = self.catalogue.parts(self.rows.rows[at].get("product")) if at is not None else []
        if at is None or not parts:
            return
        bundle = self.rows.rows.pop(at)
        quantity, price = _number(bundle.get("quantity")) or Decimal(1), _number(bundle.get("price"))
        self.rows.add(HEADING, {"heading": bundle.get("description")}, at=at)
        new = [
            self.rows.add(
                LINE, {**blank(), "product": str(part), "quantity": plain(each * quantity)}, at=at + 1 + place
            )
            for place, (part, each) in enumerate(parts)
        ]
        del self.catalogue
        self.fill()
        self._spread(new, price * quantity if price is not None else None)

    def _spread(self, rows: Sequence[TypedRow], price: Decimal | None) -> None:
        """Give these rows the discount that brings them down to this price together."""
        nets = [(_number(row.get("price")) or Decimal(0)) * (_number(row.get("quantity")) or 0) for row in rows]
        whole = sum(nets, Decimal(0))
        if price is None or whole <= price or not self.columns.writes("discount_percent"):
            return
        percent = plain(checked("discount_percent", (whole - price) * 100 / whole))
        for row in rows:
            row.text["discount_percent"] = percent

    def is_bundle(self, row: TypedRow) -> bool:
        return _is_number(row.get("product")) and self.catalogue.is_bundle(int(row.get("product")))

    def net_of(self, row: TypedRow) -> Decimal | None:
        line = self.line_of.get(row.key)
        return None if line is None or row.errors else line.net

    @cached_property
    def catalogue(self) -> Catalogue:
        numbers = {int(row.get("product")) for row in self._line_rows() if _is_number(row.get("product"))}
        return Catalogue(self.document, self.user, numbers)

    @property
    def held_units(self) -> list[str]:
        """Units of the document's lines and of the products chosen: they may stay, also where nobody is offered them."""
        return [one.unit for one in (*self._stored_lines.values(), *self.catalogue.products.values())]

    @cached_property
    def _stored_lines(self) -> dict[int, Any]:
        return {line.pk: line for line in self.document.lines.all()} if self.document.pk else {}

    def _line_rows(self) -> list[TypedRow]:
        return [row for row in self.rows.rows if not row.is_heading]

    def _find(self, row: TypedRow) -> None:
        """A code or a name that was typed instead of chosen."""
        product = find_product(self.user, row.get("find").strip())
        if product is not None:
            row.text["product"] = str(product.pk)
        elif not row.get("description"):
            row.text["description"], row.text["find"] = row.get("find").strip(), ""

    def _offer(self, row: TypedRow) -> Offer | None:
        if not _is_number(row.get("product")):
            return None
        return self.catalogue.offer(int(row.get("product")), _number(row.get("quantity")) or Decimal(1))

    def _fill(self, row: TypedRow) -> None:
        offer = self._offer(row)
        if offer is None:
            return
        product = offer.product
        row.text |= {
            "filled": row.get("product"),
            "find": str(product),
            "sku": product.sku,
            "description": str(product),
            "details": product.line_details,
            "unit": product.unit,
            "tax_class": product.tax_class,
            "recurring": product.recurring,
            "cost": plain(offer.cost),
            "quantity": row.get("quantity") or "1",
        }
        self._price(row, anew=True)

    def _price(self, row: TypedRow, *, anew: bool = False) -> None:
        offer = self._offer(row)
        if offer is None or (offer.price is None and not anew):
            return
        row.repriced = not _same(row.get("price"), plain(offer.price))
        row.text |= {"price": plain(offer.price), "offered": plain(offer.price), "source": offer.source}

    def _take(self, row: TypedRow, heading: str) -> None:
        """Make the line of one row; what is wrong is kept beside the cell."""
        stored = self._stored_lines.get(row.number) if row.number else None
        line = self.document.LINES(pk=stored.pk if stored else None)
        for name in WRITTEN:
            if not self.columns.writes(name):
                setattr(line, name, self._kept(name, row, stored))
            elif name == "product":
                line.product_id = self._product(row, stored)
            elif name in _CHECKS:
                setattr(line, name, bool(row.get(name)))
            elif name != "section":
                self._parse(row, name, line)
        line.section = heading
        if not line.optional:
            line.chosen = True
        if not row.errors:
            self.lines.append(line)
            self.line_of[row.key] = line

    def _parse(self, row: TypedRow, name: str, line: Any) -> None:
        field = self.columns.fields[name]
        if name == "unit":
            field = field.offering(self.held_units)
        try:
            setattr(line, name, checked(name, field.parse(row.get(name))))
        except ValidationError as problem:
            row.errors[name] = " ".join(problem.messages)

    def _product(self, row: TypedRow, stored: Any) -> int | None:
        if not row.get("product"):
            return None
        number = int(row.get("product")) if _is_number(row.get("product")) else 0
        if number in self.catalogue.products or (stored is not None and stored.product_id == number):
            return number
        row.errors["product"] = _("Please choose from the list.")
        return None

    def _kept(self, name: str, row: TypedRow, stored: Any) -> Any:
        """A column that this person may not write: as it was, or as the catalogue has it for another product."""
        if stored is not None and str(stored.product_id or "") == row.get("product"):
            return getattr(stored, name)
        offer = self._offer(row) if name == "cost" else None
        return offer.cost if offer else self.columns.fields[name].default

    def _read_discount(self) -> None:
        if not self.columns.writes("discount_percent"):
            return
        try:
            self.document.discount_percent = checked(
                "discount_percent", parse_decimal(self.discount, grouped=False) or Decimal(0)
            )
        except ValidationError as problem:
            self.discount_error = " ".join(problem.messages)


def blank() -> dict[str, str]:
    """What an empty row begins with."""
    return {
        "quantity": "1",
        "unit": Product._meta.get_field("unit").get_default(),
        "tax_class": "standard",
        "chosen": TRUE,
    }


def typed_text(line: Any) -> dict[str, str]:
    """A stored line as somebody would have typed it."""
    text = {
        name: plain(getattr(line, name))
        for name in ("quantity", "price", "discount_percent", "cost")
    }  # fmt: skip
    text |= {name: getattr(line, name) for name in ("sku", "description", "details", "unit", "tax_class", "recurring")}
    text |= {name: TRUE if getattr(line, name) else "" for name in _CHECKS}
    number = str(line.product_id or "")
    return {**text, "product": number, "filled": number}


def plain(number: Decimal | None) -> str:
    """A number as it stands in a field: in the reader's way, without zeros that nobody typed."""
    if number is None:
        return ""
    short = number.normalize()
    exponent = short.as_tuple().exponent
    if isinstance(exponent, int) and exponent > 0:
        short = short.quantize(Decimal(1))
    return f"{short:f}".replace(".", str(get_format("DECIMAL_SEPARATOR")))


def titles(rows: Sequence[TypedRow], catalogue: Catalogue) -> None:
    """Write the names of the products into the lookups of rows that have none yet."""
    for row in rows:
        if row.get("product") and not row.get("find") and _is_number(row.get("product")):
            product = catalogue.products.get(int(row.get("product")))
            row.text["find"] = str(product) if product else ""


def _number(text: str) -> Decimal | None:
    try:
        return parse_decimal(text)
    except ValidationError:
        return None


def _same(one: str, other: str) -> bool:
    return _number(one) is not None and _number(one) == _number(other)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 15
