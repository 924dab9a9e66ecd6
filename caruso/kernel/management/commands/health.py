"""`caruso check`: whether this installation is fit to work with."""

import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.management.base import BaseCommand, CommandError
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from caruso.kernel.models import Job

LEAST_SPACE = 1 << 30
"""Bytes; below this a backup or an import may fill the disk."""
OVERDUE = timedelta(minutes=5)


class Command(BaseCommand):
    help = "Tell whether this installation is healthy; the status is 1 if something is wrong."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        problems = list(self._problems())
        for problem in problems:
            self.stdout.write(f"✗ {problem}")
        for remark in self._remarks():
            self.stdout.write(f"· {remark}")
        if problems:
            raise CommandError(f"{len(problems)} thing(s) to put right.")
        self.stdout.write("✓ Caruso is healthy.")

    def _problems(self) -> Iterator[str]:
        for message in checks.run_checks():
            if message.level >= checks.WARNING:
                yield f"{message.msg} {message.hint or ''} ({message.id})"
        try:
            executor = MigrationExecutor(connection)
            pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
        except Error as error:
            yield f"The database does not answer: {error}"
            return
        if pending:
            yield f"{len(pending)} migration(s) are not applied. Run `caruso migrate`."
            return
        yield from self._job_problems()
        free = shutil.disk_usage(settings.VAR_DIR).free
        if free < LEAST_SPACE:
            yield f"Only {free / 1e6:.0f} MB are free on the disk of {settings.VAR_DIR}."

    def _job_problems(self) -> Iterator[str]:
        now = timezone.now()
        waiting = Job.objects.filter(state=Job.State.WAITING, due_at__lt=now - OVERDUE).count()
        lost = Job.objects.filter(state=Job.State.RUNNING, lease_until__lt=now - OVERDUE).count()
        if waiting or lost:
            yield f"{waiting + lost} job(s) wait for a worker. Is one running (`caruso worker`)?"
        failed = Job.objects.filter(state=Job.State.FAILED, finished_at__gt=now - timedelta(days=1)).count()
        if failed:
            yield f"{failed} job(s) failed within a day; the administration's page of jobs gives the reasons."

    def _remarks(self) -> Iterator[str]:
        if settings.DEBUG:
            yield "CARUSO_DEBUG is on: errors are shown to visitors with their inner details."
        if not settings.SITE_URL.startswith("https") and "127.0.0.1" not in settings.SITE_URL:
            yield "CARUSO_URL is not https: passwords travel in the open."
        if settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
            yield "No mail is sent; messages are printed to the log (CARUSO_EMAIL_BACKEND)."
        if (os.environ.get("CARUSO_PROXY") or "").strip() == "*":
            yield "CARUSO_PROXY=* trusts the address that any client claims to have."
