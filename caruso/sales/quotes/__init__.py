"""Quotes on their way: printed, sent, answered on the customer's page, made into orders."""


def start() -> None:
    """Quotes are told on timelines and expire by the clock."""
    from caruso.sales.quotes import clock, telling

    telling.start()
    clock.start()
