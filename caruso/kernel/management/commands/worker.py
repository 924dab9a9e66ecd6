"""`caruso worker`: does the work that requests left behind, and keeps the time."""

import logging
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from caruso.kernel.jobs.running import ending
from caruso.kernel.serving.clock import Clock
from caruso.kernel.serving.orphan import stop_with_supervisor


class PoliteWorker(Worker):
    """A worker that, asked to stop, lets the job at hand stop after its present step."""

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        ending.set()
        super().shutdown(signum, frame)


class Command(BaseCommand):
    help = "Run a worker until Ctrl+C. Any number may run, on any machine that reaches the database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--interval", type=float, default=0.5, help="seconds between two looks for work (default: %(default)s)"
        )

    def handle(self, *, interval: float, **options: Any) -> None:
        logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s", datefmt="%H:%M:%S")
        stop_with_supervisor()
        worker = PoliteWorker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=interval,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
        )
        worker.configure_signals()
        Clock().start()
        worker.run()
