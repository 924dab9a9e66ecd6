"""The pages of sales that no description gives."""

from django.urls import include, path

app_name = "sales"
urlpatterns = [
    path("", include("caruso.sales.leads_urls")),
    path("", include("caruso.sales.deals_urls")),
    path("", include("caruso.sales.catalogue.urls")),
    path("", include("caruso.sales.insight_urls")),
    path("", include("caruso.sales.lines.urls")),
    path("", include("caruso.sales.prices.urls")),
    path("", include("caruso.sales.quotes.urls")),
    path("", include("caruso.sales.orders_urls")),
]
