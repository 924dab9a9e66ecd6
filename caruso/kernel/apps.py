from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "caruso.kernel"
    label = "kernel"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from caruso.kernel import field_indexes, link_tables, tagging  # noqa: F401
        from caruso.kernel.conditions.folding import register_fold
        from caruso.kernel.written import keep_beside

        connection_created.connect(register_fold, dispatch_uid="caruso_fold")
        keep_beside(tagging.keep)
        keep_beside(link_tables.keep)
