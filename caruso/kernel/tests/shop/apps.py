from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = "caruso.kernel.tests.shop"
    label = "shop"

    def ready(self) -> None:
        from caruso.kernel.objects import register
        from caruso.kernel.tests.shop.models import Customer, Purchase, Shop

        for model in (Shop, Customer, Purchase):
            register(model)
