"""The kernel's own addresses."""

from django.urls import URLPattern

app_name = "kernel"
urlpatterns: list[URLPattern] = []
