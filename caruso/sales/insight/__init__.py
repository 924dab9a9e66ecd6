"""Figures of sales: targets, forecast, the pipeline, and who buys what when."""


def start() -> None:
    from caruso.customers.seeds.chapters import go_on_with
    from caruso.sales.insight import alerts, missed_orders, pages, snapshots, tallies
    from caruso.sales.seeds import insight as story

    alerts.start()
    missed_orders.start()
    snapshots.start()
    tallies.start()
    pages.start()
    go_on_with(90, story.tell)
