"""The addresses of all screens. Each reader brings its own."""

from django.urls import include, path

from caruso.screens import addresses  # noqa: F401  `<screen:…>` in addresses

app_name = "screens"
readers = [
    "api",
    "bins",
    "boards",
    "bulk",
    "calendars",
    "filters",
    "forms",
    "history",
    "lists",
    "matching",
    "merging",
    "records",
    "saved_views",
    "schedules",
    "search",
    "timeline",
    "transfer",
]
urlpatterns = [path("", include(f"caruso.screens.{reader}.urls")) for reader in readers]
