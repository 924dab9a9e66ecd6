from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "caruso.kernel"
    label = "kernel"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from caruso.kernel import tagging
        from caruso.kernel.conditions.folding import register_fold
        from caruso.kernel.written import keep_beside

        connection_created.connect(register_fold, dispatch_uid="caruso_fold")
        keep_beside(tagging.keep)
