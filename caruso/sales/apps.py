from django.apps import AppConfig


class SalesConfig(AppConfig):
    name = "caruso.sales"
    label = "sales"

    def ready(self) -> None:
        from caruso.sales import (  # noqa: F401
            discount_holds,
            field_uses,
            insight,
            keeping,
            late_payers,
            navigation,
            outbox,
            promises,
            quotes,
            rates,
            reminding,
            screens,
            seeds,
            sending,
            subscriptions,
            telling,
            telling_of_orders,
        )
        from caruso.sales.lead_card import WaitingLeads
        from caruso.sales.mail import mailbox
        from caruso.sales.panels.handing_over import RefusedHandovers
        from caruso.screens.description.home import add_card

        discount_holds.start()
        field_uses.start()
        keeping.start()
        navigation.start()
        promises.start()
        rates.start()
        seeds.start()
        sending.start()
        subscriptions.start()
        reminding.start()
        outbox.start()
        telling.start()
        telling_of_orders.start()
        insight.start()
        add_card(WaitingLeads())
        add_card(RefusedHandovers())
        mailbox.start()
        quotes.start()
