from django.apps import AppConfig


class ScreensConfig(AppConfig):
    name = "caruso.screens"
    label = "screens"

    def ready(self) -> None:
        from caruso.kernel.addresses import records_are_shown_at
        from caruso.kernel.field_uses import add_uses
        from caruso.kernel.written import keep_beside
        from caruso.screens import navigation
        from caruso.screens.addresses import record_address
        from caruso.screens.bulk import jobs  # noqa: F401
        from caruso.screens.description import checks  # noqa: F401
        from caruso.screens.matching import indexing, keeping  # noqa: F401
        from caruso.screens.saved_views.uses import uses_of_views
        from caruso.screens.search import keeper, reindexing  # noqa: F401
        from caruso.screens.transfer import starting
        from caruso.ui.navigation import quick_create, sidebar

        sidebar.add_source(navigation.listed)
        quick_create.add_source(navigation.made)
        starting.start()
        add_uses(uses_of_views)
        keep_beside(keeper.keep)
        keep_beside(keeping.keep)
        records_are_shown_at(record_address)
