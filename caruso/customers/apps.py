from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "caruso.customers"
    label = "customers"

    def ready(self) -> None:
        from caruso.customers import keeping, navigation, screens, telling  # noqa: F401

        keeping.start()
        telling.start()
        navigation.start()
