from django.apps import AppConfig


class ScreensConfig(AppConfig):
    name = "caruso.screens"
    label = "screens"

    def ready(self) -> None:
        from caruso.screens.description import checks  # noqa: F401
