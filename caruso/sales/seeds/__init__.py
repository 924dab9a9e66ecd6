"""What a firm starts with, and the part of sales in the demo's story."""

from caruso.customers.seeds.chapters import go_on_with


def start() -> None:
    """Each room of sales tells its chapter."""
    from caruso.sales.seeds import catalogue, deals, leads, orders, quotes

    go_on_with(10, catalogue.tell)
    go_on_with(20, deals.tell)
    go_on_with(30, leads.tell)
    go_on_with(40, quotes.tell)
    go_on_with(50, orders.tell)
