"""`caruso prepare`: gets the database ready before `caruso serve` starts its processes."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from caruso.kernel.models import User
from caruso.kernel.serving.up_to_date import REFUSAL, is_up_to_date


class Command(BaseCommand):
    help = "Bring the database up to date, load the demo story."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--migrate", action="store_true", help="bring the database up to date")
        parser.add_argument("--demo", action="store_true", help="load the demo story, once")
        parser.add_argument("--language", choices=dict(settings.LANGUAGES), default="en", help="of the demo's firm")

    def handle(self, **options: Any) -> None:
        if not is_up_to_date():
            if not options["migrate"]:
                raise CommandError(REFUSAL)
            self.stdout.write("Bringing the database up to date …")
            call_command("migrate", interactive=False, verbosity=0)
        if options["demo"] and not User.objects.exists():
            call_command("demo", language=options["language"])
