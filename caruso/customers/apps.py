from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "caruso.customers"
    label = "customers"

    def ready(self) -> None:
        from caruso.customers import keeping, navigation, reminders, screens, telling  # noqa: F401
        from caruso.customers.home_cards import FiguresCard, GreetingsCard, HappenedCard, LeftAloneCard, ToDoCard
        from caruso.customers.models import Activity
        from caruso.customers.panels import ComposerPanel, NextActivityPanel, PlannedPanel
        from caruso.screens.description import offer_panels
        from caruso.screens.description.home import add_card
        from caruso.screens.merging.links import declare_link

        keeping.start()
        telling.start()
        navigation.start()
        reminders.start()
        for card in (FiguresCard, ToDoCard, HappenedCard, GreetingsCard, LeftAloneCard):
            add_card(card())
        offer_panels("activities", NextActivityPanel(), ComposerPanel(), late=[PlannedPanel()])
        declare_link(Activity, object="about_object", record="about_record")
