"""`caruso export OBJECT FILE`: writes all records that a person may send out, or those of a condition."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from caruso.kernel.models import User
from caruso.screens.description import screen_at
from caruso.screens.lists.query import ListQuery
from caruso.screens.transfer.exporting.columns import ExportColumns, all_fields
from caruso.screens.transfer.exporting.formats import FORMATS
from caruso.screens.transfer.exporting.streaming import pieces_of


class Command(BaseCommand):
    help = "Write the records of an object to a CSV, XLSX or JSON file; the ending of its name says which."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("object", help="contacts, accounts, …")
        parser.add_argument("file", type=Path)
        parser.add_argument("--where", default="", help="a condition: city = 'Łódź' and tags has 'VIP'")
        parser.add_argument("--columns", default="", help="names of fields with commas; all by default")
        parser.add_argument("--as", dest="person", default="", help="e-mail of the person who exports")

    def handle(self, *, file: Path, where: str, columns: str, person: str, **options: Any) -> None:
        user = self._person(person)
        try:
            screen = screen_at(options["object"])
        except KeyError:
            raise CommandError(f"There is no object “{options['object']}”.") from None
        format = file.suffix.lower().lstrip(".")
        if format not in FORMATS:
            raise CommandError(f"The name must end with one of: {', '.join(f'.{one}' for one in FORMATS)}")
        if not user.access.may(screen.key, "export"):
            raise CommandError(f"{user.email} may not export {screen.slug}.")
        query = ListQuery.from_address(screen, user, {"where": where} if where else {})
        if query.problem:
            raise CommandError(str(query.problem))
        names = [name.strip() for name in columns.split(",") if name.strip()] or all_fields(screen, user)
        chosen = ExportColumns(screen, user, names)
        with file.open("wb") as opened:
            opened.writelines(pieces_of(query, chosen, format))
        self.stdout.write(f"{file} is written.")

    def _person(self, email: str) -> User:
        people = User.objects.filter(is_active=True)
        found = people.filter(email__iexact=email) if email else people.filter(is_superuser=True).order_by("pk")
        person = found.first()
        if person is None:
            raise CommandError(f"There is nobody with the e-mail {email}." if email else "There is no administrator.")
        return person
