"""Variants of a product, made in one go."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caruso.kernel import writing
from caruso.kernel.models import User
from caruso.kernel.request import Request
from caruso.sales.models import Product
from caruso.sales.rules.variants import parse_attributes, variants
from caruso.screens.description import screen_of
from caruso.screens.doors import record_or_404
from caruso.ui.toasts import toast

TAKEN_OVER = (
    "name", "kind", "category_id", "description", "unit", "tax_class", "price", "cost", "currency", "recurring",
    "owner_id", "team_id",
)  # fmt: skip


def make_variants(request: Request, number: int) -> HttpResponse:
    """GET asks for attributes and values; POST makes every combination that is not there yet."""
    screen = screen_of(Product)
    product = record_or_404(screen, number, request.user, "edit")
    request.user.access.require(screen.key, "create")
    typed, error = request.POST.get("attributes", ""), ""
    if request.method == "POST":
        try:
            made = make(product, typed, by=request.user)
        except ValidationError as problem:
            error = " ".join(problem.messages)
        else:
            text = ngettext("%(count)d variant is made.", "%(count)d variants are made.", made) % {"count": made}
            toast(request, text)
            return redirect(screen.record_url(number))
    context = {"screen": screen, "product": product, "typed": typed, "error": error}
    return render(request, "sales/catalogue/variants.html", context, status=422 if error else 200)


def make(product: Product, typed: str, *, by: User) -> int:
    """Make the variants that the product does not have yet; how many. Raises ValidationError."""
    if product.variant_of_id:
        raise ValidationError(_("This is a variant itself; make the variants of the product that it varies."))
    wanted = variants(product.sku, parse_attributes(typed))
    if not wanted:
        raise ValidationError(_("Write at least one attribute with its values."))
    with transaction.atomic():
        Product.objects.select_for_update(of=("self",)).get(pk=product.pk)
        there = set(product.variants.live().values_list("variant", flat=True))
        taken = {name: getattr(product, name) for name in TAKEN_OVER}
        new = [
            Product(**taken, variant_of=product, variant=one.label, sku=one.sku)
            for one in wanted
            if one.label not in there
        ]
        writing.create(new, by=by)
    return len(new)
