"""The settings of taxes and discount limits."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from caruso.kernel.countries import COUNTRIES, EU
from caruso.kernel.events.administration import record_administration
from caruso.kernel.fields.number_kinds import parse_decimal
from caruso.kernel.models import Role
from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.request import Request
from caruso.sales.lines.editor import plain
from caruso.sales.models import DiscountLimit, TaxPolicy, TaxRate
from caruso.sales.models.product import TaxClass
from caruso.sales.models.tax_policy import tax_policy
from caruso.ui.office.doors import administration
from caruso.ui.toasts import toast


class RateForm(forms.Form):
    country = forms.ChoiceField(label=gettext_lazy("Country"), choices=lambda: list(COUNTRIES))
    tax_class = forms.ChoiceField(label=gettext_lazy("Tax class"), choices=TaxClass.choices)
    percent = forms.CharField(label=gettext_lazy("Percent"), max_length=20)
    from_day = forms.DateField(
        label=gettext_lazy("From day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def clean_percent(self) -> Any:
        number = parse_decimal(self.cleaned_data["percent"].strip().rstrip("%"), grouped=False)
        if number is None or not 0 <= number <= 100:
            raise ValidationError(_("This should be between 0 and 100."))
        return number.quantize(TaxRate._meta.get_field("percent").to_python("0.001"))


class OneStopShopForm(forms.ModelForm[TaxPolicy]):
    class Meta:
        model = TaxPolicy
        fields = ["one_stop_shop_since"]
        widgets = {"one_stop_shop_since": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


@administration
def tax_rates(request: Request) -> HttpResponse:
    """The rates of each country; a new one holds from its day on, one of the same day is replaced."""
    own = current_organisation().country
    form = RateForm(request.POST or None, initial={"country": own, "from_day": date.today()})
    if request.method == "POST" and form.is_valid():
        key = {name: form.cleaned_data[name] for name in ("country", "tax_class", "from_day")}
        with transaction.atomic():
            rate, _made = TaxRate.objects.update_or_create(**key, defaults={"percent": form.cleaned_data["percent"]})
            record_administration(rate, "set", by=request.user)
        toast(request, _("Saved."))
        return redirect("sales:tax_rates")
    rates = sorted(TaxRate.objects.all(), key=lambda one: (one.country != own, one.country))
    names = dict(COUNTRIES)
    countries: dict[str, list[Any]] = {}
    for rate in rates:
        countries.setdefault(str(names.get(rate.country, rate.country)), []).append(rate)
    shop = OneStopShopForm(instance=tax_policy()) if own in EU else None
    context = {"form": form, "countries": countries, "shop": shop}
    return render(request, "sales/catalogue/taxes.html", context, status=422 if form.errors else 200)


@require_POST
@administration
def one_stop_shop(request: Request) -> HttpResponse:
    """Documents that are written from now on follow it; what was issued stays as it is."""
    form = OneStopShopForm(request.POST, instance=tax_policy())
    if form.is_valid():
        with transaction.atomic():
            record_administration(form.save(), "set", by=request.user)
        toast(request, _("Saved."))
    else:
        toast(request, " ".join(str(one) for one in form.errors["one_stop_shop_since"]))
    return redirect("sales:tax_rates")


@require_POST
@administration
def remove_tax_rate(request: Request, number: int) -> HttpResponse:
    rate = get_object_or_404(TaxRate, pk=number)
    with transaction.atomic():
        record_administration(rate, "removed", by=request.user)
        rate.delete()
    return redirect("sales:tax_rates")


@administration
def discount_limits(request: Request) -> HttpResponse:
    """Each role with the discount that its people may give alone; empty for as much as they like."""
    roles = list(Role.objects.order_by("name"))
    stored = {one.role_id: one for one in DiscountLimit.objects.all()}
    rows: list[dict[str, Any]] = [{"role": role, "text": _text(stored.get(role.pk)), "error": ""} for role in roles]
    if request.method == "POST":
        wanted = {}
        for row in rows:
            row["text"] = request.POST.get(f"limit-{row['role'].pk}", "")
            try:
                wanted[row["role"]] = _limit(row["text"])
            except ValidationError as problem:
                row["error"] = " ".join(problem.messages)
        if not any(row["error"] for row in rows):
            _write_limits(wanted, stored, request.user)
            toast(request, _("Saved."))
            return redirect("sales:discount_limits")
    status = 422 if any(row["error"] for row in rows) else 200
    return render(request, "sales/catalogue/discounts.html", {"rows": rows}, status=status)


def _write_limits(wanted: dict[Any, Any], stored: dict[int, Any], by: Any) -> None:
    with transaction.atomic():
        for role, percent in wanted.items():
            before = stored.get(role.pk)
            if percent is None and before is not None:
                record_administration(before, "removed", by=by)
                before.delete()
            elif percent is not None and (before is None or before.percent != percent):
                limit, _made = DiscountLimit.objects.update_or_create(role=role, defaults={"percent": percent})
                record_administration(limit, "set", by=by)


def _limit(text: str) -> Any:
    number = parse_decimal(text.strip().rstrip("%"), grouped=False)
    if number is not None and not 0 <= number <= 100:
        raise ValidationError(_("This should be between 0 and 100."))
    return None if number is None else round(number, 2)


def _text(limit: Any) -> str:
    return "" if limit is None else plain(limit.percent)
