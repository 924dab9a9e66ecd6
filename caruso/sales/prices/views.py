"""The page on which a whole price list is typed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from caruso.kernel import writing
from caruso.kernel.conflict import Conflict
from caruso.kernel.models import User
from caruso.kernel.numbers import number_from
from caruso.kernel.request import Request
from caruso.sales.lines.editor import plain
from caruso.sales.lines.offers import find_product
from caruso.sales.models import Price, Product
from caruso.sales.prices.reading import PriceTable, read_prices
from caruso.sales.rules.price_grid import Grid, differences, read_grid
from caruso.screens.description import screen_of
from caruso.screens.doors import record_or_404
from caruso.ui.toasts import toast


def edit_prices(request: Request, number: int) -> HttpResponse:
    """GET shows the grid with one empty column and one empty row; POST saves everything or nothing."""
    screen = screen_of("sales.pricelist")
    price_list = record_or_404(screen, number, request.user, "edit")
    for right in ("create", "edit", "delete"):
        request.user.access.require("sales.price", right)
    table = read_prices(price_list, request.user)
    if request.method != "POST":
        return _page(request, price_list, table)
    tiers = request.POST.getlist("tier")
    products = _products(request, table)
    grid = read_grid(tiers, [one.pk for one in products], lambda name: request.POST.get(name, ""))
    _add_product(request, products, grid)
    if grid.errors:
        return _page(request, price_list, table, tiers=tiers, products=products, grid=grid, status=422)
    try:
        _write(price_list, table, grid, request.user, number_from(request.POST.get("version", "")))
    except ValidationError as problem:
        grid.errors[""] = " ".join(problem.messages)
        return _page(request, price_list, table, tiers=tiers, products=products, grid=grid, status=422)
    except Conflict as conflict:
        if conflict.gone:
            raise Http404 from None
        grid.errors[""] = _("Somebody changed these prices in the meantime. Save again to put yours in their place.")
        return _page(request, price_list, table, tiers=tiers, products=products, grid=grid, status=409)
    toast(request, _("Saved."))
    return redirect("sales:prices", number)


def _products(request: Request, table: PriceTable) -> list[Any]:
    """The products of the rows that were posted, in their order; those that the person does not see are left out."""
    numbers = [found for text in request.POST.getlist("product") if (found := number_from(text))]
    visible = {one.pk: one for one in Product.objects.visible_to(request.user).filter(pk__in=numbers)}
    return [visible[number] for number in dict.fromkeys(numbers) if number in visible]


def _add_product(request: Request, products: list[Any], grid: Grid) -> None:
    """The empty row below: a product chosen from the list, or typed by its code or name."""
    number, typed = number_from(request.POST.get("new", "")), request.POST.get("new-find", "").strip()
    found = Product.objects.visible_to(request.user).filter(pk=number).first() if number else None
    found = found or (find_product(request.user, typed) if typed else None)
    if found is None and typed:
        grid.errors["new"] = _("There is no such product.")
    if found is None or found in products:
        return
    more = read_grid(request.POST.getlist("tier"), [0], lambda name: request.POST.get(f"new{name[1:]}", ""))
    if not more.wanted:
        grid.errors.setdefault("new", _("What does it cost?"))
    products.append(found)
    grid.wanted |= {(found.pk, quantity): price for (_row, quantity), price in more.wanted.items()}
    grid.errors |= {f"{found.pk}{name[1:]}" if name[:1] == "0" else name: text for name, text in more.errors.items()}


def _write(price_list: Any, table: PriceTable, grid: Grid, by: User, version: int | None) -> None:
    stored = {place: one.price for place, one in table.stored.items()}
    hidden = table.stored.keys() - {(row.product.pk, tier) for row in table.rows for tier in table.tiers}
    new, changed, gone = differences({place: stored[place] for place in stored if place not in hidden}, grid.wanted)
    if not (new or changed or gone):
        return
    with transaction.atomic():
        price_list.change(
            {}, by=by, version=version, touched=True, data={"prices": len(new) + len(changed) + len(gone)}
        )
        made = [
            Price(
                price_list=price_list,
                product_id=product,
                from_quantity=tier,
                price=grid.wanted[product, tier],
                owner=by,
            )
            for product, tier in new
        ]
        writing.create(made, by=by)
        writing.change_all([(table.stored[place], {"price": grid.wanted[place]}) for place in changed], by=by)
        writing.put_in_bin([table.stored[place] for place in gone], by=by)


def _page(
    request: Request,
    price_list: Any,
    table: PriceTable,
    *,
    tiers: list[str] | None = None,
    products: list[Any] | None = None,
    grid: Grid | None = None,
    status: int = 200,
) -> HttpResponse:
    typed = grid is not None
    shown_tiers = tiers if tiers is not None else [*(plain(tier) for tier in table.tiers), ""]
    errors = grid.errors if grid else {}
    if typed:
        rows = [(one, [_cell(request, one.pk, at, errors) for at in range(len(shown_tiers))]) for one in products or ()]
    else:
        rows = [
            (
                row.product,
                [(f"{row.product.pk}-{at}", plain(price), "") for at, price in enumerate([*row.prices, None])],
            )
            for row in table.rows
        ]
    context = {
        "screen": screen_of("sales.pricelist"),
        "price_list": price_list,
        "tiers": [(at, text, errors.get(f"tier-{at}", "")) for at, text in enumerate(shown_tiers)],
        "rows": rows,
        "errors": errors,
        "general": errors.get("", ""),
        "new_error": errors.get("new", ""),
        "version": price_list.version,
    }
    return render(request, "sales/prices/grid.html", context, status=status)


def _cell(request: Request, product: int, at: int, errors: dict[str, str]) -> tuple[str, str, str]:
    name = f"{product}-{at}"
    return name, request.POST.get(name, request.POST.get(f"new-{at}", "")), errors.get(name, "")
