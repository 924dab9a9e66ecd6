"""`caruso import FILE`: brings a file in, with the same engine as the pages."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError

from caruso.kernel.models import Job, User
from caruso.screens.description import Screen, screen_at
from caruso.screens.transfer.importing import beginning, running, undoing
from caruso.screens.transfer.importing.outcomes import LABELS
from caruso.screens.transfer.importing.plan import BAD_CELLS, POLICIES, Plan
from caruso.screens.transfer.importing.report import report_lines
from caruso.screens.transfer.importing.wishes import Wishes
from caruso.screens.transfer.models import Import
from caruso.screens.transfer.reading import ReadingProblem

PIECE = 1024 * 1024


class Command(BaseCommand):
    help = "Bring a CSV, XLSX or vCard file in, or take an import back."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="CSV, XLSX or vCard")
        parser.add_argument("--object", default="", help="contacts, accounts, …; found out from the file by default")
        parser.add_argument(
            "--policy",
            choices=list(POLICIES),
            default="fill",
            help="for records there already: fill what is empty, overwrite, skip, or create all the same",
        )
        parser.add_argument(
            "--bad-cells",
            choices=list(BAD_CELLS),
            default="without",
            help="a row with a cell that cannot be read: comes without it, or is left out",
        )
        parser.add_argument("--tag", action="append", default=[], help="a tag for every row")
        parser.add_argument(
            "--column",
            action="append",
            default=[],
            metavar="HEADER=PATH",
            help="where a column goes: a field (last_name), a part of a list (emails.work), `+` for a new field of "
            "what the column holds, `+text`, `+date` … for one of that kind, nothing to leave it out",
        )
        parser.add_argument("--new-fields", action="store_true", help="make a field of every column that goes nowhere")
        parser.add_argument(
            "--row", action="append", default=[], metavar="NUMBER=POLICY", help="another policy for one row"
        )
        parser.add_argument("--dry-run", action="store_true", help="only say what would become of columns and rows")
        parser.add_argument("--as", dest="person", default="", help="e-mail of the person who imports")
        parser.add_argument("--encoding", default="", help="such as cp1250; found out from the file by default")
        parser.add_argument("--report", type=Path, help="write the report of every row to this file")
        parser.add_argument("--undo", type=int, metavar="ID", help="take this import back")
        parser.add_argument("--force", action="store_true", help="with --undo: also what was worked on since")

    def handle(self, *, file: Path | None, person: str, undo: int | None, **options: Any) -> None:
        user = self._person(person)
        try:
            if undo is not None:
                self._undo(undo, user, options["force"])
            elif file is not None:
                self._import(file, user, **options)
            else:
                raise CommandError("Name a file, or --undo ID.")
        except ReadingProblem as problem:
            where = f"row {problem.line}: " if problem.line else ""
            raise CommandError(f"{file}: {where}{problem.message}") from problem
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from problem
        except (PermissionDenied, OSError) as problem:
            raise CommandError(str(problem)) from problem

    def _import(self, file: Path, user: User, *, policy: str, bad_cells: str, tag: list[str], **options: Any) -> None:
        wishes = Wishes(_pairs("--column", options["column"]), options["new_fields"], _pairs("--row", options["row"]))
        screen = self._screen(options["object"])
        with file.open("rb") as opened:
            pieces = iter(lambda: opened.read(PIECE), b"")
            run = beginning.begin(pieces, file.name, by=user, screen=screen, certain=bool(options["object"]))
        if options["encoding"]:
            beginning.read_anew(run, user, encoding=options["encoding"])
        plan = Plan.from_json(run.plan)
        plan.policy, plan.bad_cells = policy, bad_cells
        if tag:
            plan.defaults["tags"] = tag
        wishes.take_into(plan, run, user)
        run.plan = plan.as_json()
        run.save()
        self.stdout.write(f"Import {run.pk} of {run.file_name}{f' ({run.product})' if run.product else ''}")
        if options["dry_run"]:
            self._tell_columns(plan)
        running.start(run, by=user, dry=options["dry_run"])
        run = running.run_here(run, self._tell)
        self._summary(run, bool(options["report"]))
        if path := options["report"]:
            path.write_text("".join(report_lines(run)), encoding="utf-8")
        if run.state == Import.State.FAILED:
            raise CommandError(run.problem)

    def _undo(self, number: int, user: User, force: bool) -> None:
        run = Import.objects.filter(pk=number).first()
        if run is None:
            raise CommandError(f"There is no import {number}.")
        undoing.start_undo(run, by=user, force=force)
        run = running.run_here(run, self._tell)
        counts = run.undo_counts
        self.stdout.write(
            f"{counts.get('binned', 0)} created records are in the bin, {counts.get('restored', 0)} have their old values."
        )
        for lines in run.chunks.exclude(left=[]).values_list("left", flat=True):
            for object, record, why in lines:
                self.stdout.write(f"  {object} {record}: {why}")

    def _summary(self, run: Import, report: bool) -> None:
        for name, label in LABELS.items():
            if number := run.counts.get(name):
                self.stdout.write(f"  {number:>9}  {label}")
        if made := run.counts.get("also_made"):
            self.stdout.write(f"  {made:>9}  linked records created")
        if told := run.counts.get("with_messages"):
            hint = "" if report else "; --report FILE says what, row by row"
            self.stdout.write(
                f"  {told:>9}  of these rows have something to tell, such as a cell that was left out{hint}"
            )
        if not run.dry:
            self.stdout.write(f"Take it back with: caruso import --undo {run.pk}")

    def _tell_columns(self, plan: Plan) -> None:
        for column in plan.columns:
            self.stdout.write(f"  {column.header} → {column.path or 'nowhere'}")

    def _tell(self, job: Job) -> None:
        if self.stdout.isatty() and not job.finished:
            self.stdout.write(f"\r{job.done} / {job.total or '?'} ", ending="")
            self.stdout.flush()

    def _screen(self, slug: str) -> Screen:
        try:
            return screen_at(slug or "contacts")
        except KeyError:
            raise CommandError(f"There is no object “{slug}”.") from None

    def _person(self, email: str) -> User:
        """The person named, or the first administrator."""
        people = User.objects.filter(is_active=True)
        found = people.filter(email__iexact=email) if email else people.filter(is_superuser=True).order_by("pk")
        person = found.first()
        if person is None:
            raise CommandError(f"There is nobody with the e-mail {email}." if email else "There is no administrator.")
        return person


def _pairs(option: str, texts: list[str]) -> dict[str, str]:
    """`NAME=VALUE` as often as given; a name may hold the sign itself, a value does not."""
    pairs = [text.rpartition("=") for text in texts]
    if wrong := next((text for text, (_name, sign, _value) in zip(texts, pairs, strict=True) if not sign), None):
        raise CommandError(f"{option} {wrong}: write NAME=VALUE.")
    return {name: value for name, _sign, value in pairs}
