from django.apps import AppConfig


class ObjectsConfig(AppConfig):
    name = "caruso.objects"
    label = "objects"

    def ready(self) -> None:
        self._model()
        self._compute()
        self._arrange()
        self._map()

    @staticmethod
    def _model() -> None:
        """Objects over tables of their own."""
        from caruso.kernel import objects
        from caruso.objects.modelled import live
        from caruso.objects.places import open_modeller
        from caruso.screens.description import registry

        objects.add_source(lambda: live.current().objects)
        registry.add_source(lambda: live.current().screens)
        open_modeller()

    @staticmethod
    def _compute() -> None:
        """Fields that follow from others."""
        from django.db.backends.signals import connection_created

        from caruso.kernel import defining, field_indexes
        from caruso.kernel.field_uses import add_uses
        from caruso.kernel.fields import computed
        from caruso.objects.formulas.formula import formula_field
        from caruso.objects.formulas.letters import register_letters
        from caruso.objects.formulas.roll_up import roll_up_field
        from caruso.objects.formulas.roll_up_index import columns_to_index
        from caruso.objects.modelling.computing import checked_options
        from caruso.objects.modelling.usage import uses_of_definitions

        connection_created.connect(register_letters, dispatch_uid="caruso_letters")
        computed.made_by("formula", formula_field)
        computed.made_by("roll_up", roll_up_field)
        field_indexes.index_what_is_read("roll_up", columns_to_index)
        add_uses(uses_of_definitions)
        defining.check_options(checked_options)

    @staticmethod
    def _arrange() -> None:
        """Screens as the firm wants them."""
        from caruso.objects import navigation
        from caruso.objects.layouts.arranging import arranger
        from caruso.objects.layouts.home import home_arranger
        from caruso.screens.description import add_arranger
        from caruso.screens.description.home import add_home_arranger

        navigation.start()
        add_arranger(arranger)
        add_home_arranger(home_arranger)

    @staticmethod
    def _map() -> None:
        """Objects over tables that exist."""
        from caruso.kernel import objects
        from caruso.objects.mapped import live, navigation
        from caruso.screens.description import registry

        objects.add_source(lambda: live.current().objects)
        registry.add_source(lambda: live.current().screens)
        registry.add_panel_source(lambda key: live.current().panels.get(key, ()))
        navigation.start()
