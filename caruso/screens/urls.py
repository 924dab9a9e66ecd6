"""The addresses of all screens. Each reader brings its own."""

from django.urls import include, path, register_converter

from caruso.screens.addresses import ScreenConverter

register_converter(ScreenConverter, "screen")

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
    "search",
    "timeline",
    "transfer",
]
urlpatterns = [path("", include(f"caruso.screens.{reader}.urls")) for reader in readers]
