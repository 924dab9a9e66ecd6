"""Load the demo story into an empty Caruso."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from caruso.customers.seeds.staff import PASSWORD
from caruso.customers.seeds.story import tell
from caruso.kernel.models import User


class Command(BaseCommand):
    help = "Load the story of a small firm: 300 accounts, 1 500 contacts, two years of activities."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--language", choices=dict(settings.LANGUAGES), default="en", help="what the firm speaks")

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.exists():
            self.stdout.write("The demo story is not loaded: somebody already works here.")
            return
        tell(options["language"])
        self.stdout.write(
            self.style.SUCCESS(f"The demo story is loaded. Sign in as admin@example.com with {PASSWORD}.")
        )
