"""`caruso serve`: gets the system ready, then becomes its supervisor."""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from caruso.kernel.models import User
from caruso.kernel.serving.listener import PortTaken, listen

DEMO_SIGN_IN = "\n  user      admin@example.com\n  password  caruso-demo"


class Command(BaseCommand):
    help = "Run the web server and the worker until Ctrl+C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")
        parser.add_argument("--processes", type=int, default=1, help="web processes, about one per core")
        parser.add_argument("--no-worker", action="store_true", help="run no worker here")
        parser.add_argument("--migrate", action="store_true", help="bring the database up to date first")
        parser.add_argument("--demo", action="store_true", help="load the demo story first, once")

    def handle(self, **options: Any) -> None:
        listener = self._listen(options["host"], options["port"])
        self._prepare_database(migrate=options["migrate"])
        if options["demo"] and not User.objects.exists():
            call_command("demo")
        connection.close()

        host = f"[{options['host']}]" if ":" in options["host"] else options["host"]
        greeting = f"\nCaruso is at  http://{host}:{options['port']}" + (DEMO_SIGN_IN if options["demo"] else "")
        command = [sys.executable, "-m", "caruso.kernel.serving.supervisor", str(listener.fileno())]
        command += ["--processes", str(options["processes"]), "--greeting", f"{greeting}\n\nCtrl+C stops it."]
        if options["no_worker"]:
            command.append("--no-worker")
        self.stdout.flush()
        # Becoming the supervisor, instead of starting it, gives the memory of this preparation back.
        os.execv(sys.executable, command)

    def _listen(self, host: str, port: int) -> Any:
        try:
            return listen(host, port)
        except PortTaken as error:
            raise CommandError(
                f"{error} Choose another one: `make serve PORT=8001` or `caruso serve --port 8001`."
            ) from None
        except OSError as error:
            raise CommandError(f"Cannot listen on {host}: {error.strerror}.") from None

    def _prepare_database(self, migrate: bool) -> None:
        executor = MigrationExecutor(connection)
        if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return
        if not migrate:
            raise CommandError("The database is not up to date. Run `caruso migrate` (after a backup) and start again.")
        self.stdout.write("Bringing the database up to date …")
        call_command("migrate", interactive=False, verbosity=0)
