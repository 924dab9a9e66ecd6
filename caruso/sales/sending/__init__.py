"""One way for everything that goes to customers by e-mail: queued once, sent by a job, tried again, and told."""


def start() -> None:
    from caruso.sales.sending import job, papers, reminders, shipments, telling  # noqa: F401

    telling.start()
