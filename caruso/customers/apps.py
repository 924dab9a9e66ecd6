from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "caruso.customers"
    label = "customers"
