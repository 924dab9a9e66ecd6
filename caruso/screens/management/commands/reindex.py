"""`caruso reindex`: build the search index anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from caruso.kernel import jobs
from caruso.screens.search.reindexing import Reindex, count_all, reindex_all


class Command(BaseCommand):
    help = "Build the search index anew, for data written by bulk tools."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--job", action="store_true", help="leave it to a worker, which goes on after a restart")

    def handle(self, *args: Any, job: bool, **options: Any) -> None:
        if job:
            jobs.start(Reindex.name, by=None, title="reindex")
            return
        total = count_all()
        for done in reindex_all():
            self.stdout.write(f"\r{min(done, total)} / {total}", ending="")
            self.stdout.flush()
        self.stdout.write(f"\r{total} / {total}")
