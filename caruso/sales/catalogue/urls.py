from django.urls import path

from caruso.sales.catalogue import parts, taxes, variants

urlpatterns = [
    path("products/<int:number>/variants", variants.make_variants, name="make_variants"),
    path("products/<int:number>/parts", parts.edit_parts, name="parts"),
    path("settings/taxes", taxes.tax_rates, name="tax_rates"),
    path("settings/taxes/one-stop-shop", taxes.one_stop_shop, name="one_stop_shop"),
    path("settings/taxes/<int:number>/remove", taxes.remove_tax_rate, name="remove_tax_rate"),
    path("settings/discount-limits", taxes.discount_limits, name="discount_limits"),
]
