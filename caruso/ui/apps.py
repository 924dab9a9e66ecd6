from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "caruso.ui"
    label = "ui"

    def ready(self) -> None:
        from caruso.ui.office.places import open_office

        open_office()
