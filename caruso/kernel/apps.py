from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "caruso.kernel"
    label = "kernel"

    def ready(self) -> None:
        from caruso.kernel import tagging
        from caruso.kernel.written import keep_beside

        keep_beside(tagging.keep)
