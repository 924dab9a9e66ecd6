"""The parts of a bundle, edited on one page."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from caruso.kernel.conflict import Conflict
from caruso.kernel.fields.number_kinds import parse_decimal
from caruso.kernel.models import User
from caruso.kernel.numbers import number_from
from caruso.kernel.request import Request
from caruso.sales.lines.editor import plain
from caruso.sales.lines.offers import find_product
from caruso.sales.models import BundleItem, Product
from caruso.sales.rules.line_values import checked
from caruso.screens.description import screen_of
from caruso.screens.doors import record_or_404
from caruso.ui.toasts import toast

MOST = 100
EMPTY_ROWS = 3


def edit_parts(request: Request, number: int) -> HttpResponse:
    """GET shows the parts with some empty rows; POST writes all of them. A row without a product is left out."""
    screen = screen_of(Product)
    bundle = record_or_404(screen, number, request.user, "edit")
    if request.method != "POST":
        rows = [_row(one.product_id, str(one.product), plain(one.quantity)) for one in _parts(bundle)]
        return _page(request, bundle, rows)
    rows, parts = _read(request)
    errors = []
    if not any(row["error"] for row in rows):
        try:
            write_parts(bundle, parts, by=request.user, version=number_from(request.POST.get("version", "")))
            toast(request, _("Saved."))
            return redirect(screen.record_url(number))
        except ValidationError as problem:
            errors = problem.messages
        except Conflict as conflict:
            if conflict.gone:
                raise Http404 from None
            errors = [_("Somebody changed the parts in the meantime. Save again to put yours in their place.")]
    return _page(request, bundle, rows, errors, status=422)


def write_parts(bundle: Product, parts: list[tuple[Product, Decimal]], *, by: User, version: int | None = None) -> None:
    """Put these products and quantities in the place of the present parts. Raises ValidationError for a circle."""
    if any(contains(part, bundle) for part, _quantity in parts):
        raise ValidationError(_("A bundle cannot be a part of itself."))
    with transaction.atomic():
        told = [{"product": str(part), "quantity": str(quantity)} for part, quantity in parts]
        values = {"kind": "bundle"} if parts else {}
        bundle.change(values, by=by, version=version, touched=True, data={"parts": told})
        bundle.parts.all().delete()
        BundleItem.objects.bulk_create(
            BundleItem(bundle=bundle, product=part, quantity=quantity, position=at)
            for at, (part, quantity) in enumerate(parts)
        )


def contains(product: Product, sought: Product) -> bool:
    """Whether a product is the sought one, or has it among its parts at any depth."""
    seen: set[int] = set()
    front = {product.pk}
    while front:
        if sought.pk in front:
            return True
        seen |= front
        front = set(BundleItem.objects.filter(bundle__in=front).values_list("product", flat=True)) - seen
    return False


def _parts(bundle: Product) -> Any:
    return bundle.parts.select_related("product")


def _row(product: int | None, find: str, quantity: str, error: str = "") -> dict[str, Any]:
    return {"product": product or "", "find": find, "quantity": quantity, "error": error}


def _read(request: Request) -> tuple[list[dict[str, Any]], list[tuple[Product, Decimal]]]:
    """The rows as they were typed, and the parts they mean."""
    rows, parts = [], []
    typed = zip(
        request.POST.getlist("product"), request.POST.getlist("find"), request.POST.getlist("quantity"), strict=False
    )
    for number, find, quantity in list(typed)[:MOST]:
        if not number and not find.strip():
            continue
        pk = number_from(number)
        found = Product.objects.visible_to(request.user).filter(pk=pk).first() if pk else None
        found = found or find_product(request.user, find.strip())
        row = _row(found.pk if found else None, str(found or find), quantity)
        rows.append(row)
        try:
            amount = checked("quantity", parse_decimal(quantity or "1"))
            if found is None:
                row["error"] = _("There is no such product.")
            elif not amount:
                row["error"] = _("How many of it?")
            else:
                parts.append((found, amount))
        except ValidationError as problem:
            row["error"] = " ".join(problem.messages)
    return rows, parts


def _page(
    request: Request, bundle: Product, rows: list[dict[str, Any]], errors: Any = (), *, status: int = 200
) -> HttpResponse:
    shown = [*rows, *(_row(None, "", "1") for _number in range(EMPTY_ROWS))]
    context = {"screen": screen_of(Product), "bundle": bundle, "rows": shown, "errors": errors}
    return render(request, "sales/catalogue/parts.html", context, status=status)
