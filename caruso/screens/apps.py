from django.apps import AppConfig


class ScreensConfig(AppConfig):
    name = "caruso.screens"
    label = "screens"
