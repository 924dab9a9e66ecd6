from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "caruso.customers"
    label = "customers"

    def ready(self) -> None:
        from caruso.customers import screens  # noqa: F401
