from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "caruso.kernel"
    label = "kernel"
