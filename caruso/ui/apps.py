from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "caruso.ui"
    label = "ui"
