"""The job that writes a large export into a file for the person who asked, a page of records a step."""

import os
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from caruso.kernel import jobs
from caruso.kernel.jobs import JobKind, job_kind
from caruso.kernel.models import User
from caruso.screens.description import Screen, screen_of
from caruso.screens.lists.keyset import Key, read_page
from caruso.screens.lists.query import ListQuery
from caruso.screens.transfer.exporting.columns import ExportColumns
from caruso.screens.transfer.exporting.formats import writer_for
from caruso.screens.transfer.exporting.pages import exportable
from caruso.screens.transfer.models import Export
from caruso.screens.transfer.storing import new_name

if TYPE_CHECKING:
    from caruso.kernel.models import Job

KEPT = timedelta(days=7)
STEP = 1000


def start(
    screen: Screen, format: str, address: dict[str, str], names: list[str], *, by: User, file_name: str
) -> Export:
    """Write the job that exports the list at this address."""
    remove_expired()
    with transaction.atomic():
        export = Export.objects.create(
            object=screen.key,
            file_name=file_name,
            stored=new_name(),
            query={"address": address, "columns": names, "format": format},
            by=by,
            expires_at=timezone.now() + KEPT,
        )
        export.job = jobs.start(
            "export", by=by, title=_("Export of %(what)s") % {"what": screen.label_plural}, export=export.pk
        )
        export.save(update_fields=["job"])
    return export


def remove_expired() -> None:
    """Take away the files whose time has come."""
    for export in Export.objects.filter(expires_at__lt=timezone.now()):
        export.path.unlink(missing_ok=True)
        export.delete()


@job_kind
class ExportList(JobKind):
    """Parameters: `export`. The cursor holds the key of the last record written, the length of the file then, and what
    the writer must know to go on."""

    name = "export"

    def prepare(self, job: "Job") -> None:
        export, query, _columns = self._asked(job)
        job.total = exportable(query).order_by().count()
        job.result = {"address": reverse("screens:export_file", args=[export.pk])}

    def step(self, job: "Job") -> bool:
        export, query, columns = self._asked(job)
        writer = writer_for(export.query["format"], columns, job.cursor.get("writer"))
        after = _key(job.cursor.get("after"), query)
        page = read_page(
            exportable(query).only(*columns.read, *query.order.read_from), query.order, after=after, size=STEP
        )
        written = (b"" if "length" in job.cursor else writer.start()) + writer.page(page.rows)
        if page.after is None:
            written += writer.end()
        length = _write_at(export.path, job.cursor.get("length", 0), written)
        after_this = page.after.as_text() if page.after else ""
        job.cursor = {"length": length, "after": after_this, "writer": writer.state}
        job.done += len(page.rows)
        return page.after is None

    def finish(self, job: "Job") -> None:
        job.total = job.done

    def fail(self, job: "Job") -> None:
        Export.objects.get(pk=job.parameters["export"]).path.unlink(missing_ok=True)

    def resume(self, job: "Job") -> None:
        """The file is gone, so from the start."""
        job.cursor, job.done = {}, 0

    def _asked(self, job: "Job") -> tuple[Export, ListQuery, ExportColumns]:
        """What to export, with the rights that its owner has now."""
        export = Export.objects.get(pk=job.parameters["export"])
        if job.by is None:
            raise PermissionDenied(_("The person who started this export is gone."))
        screen = screen_of(export.object)
        job.by.access.require(screen.key, "export")
        query = ListQuery.from_address(screen, job.by, export.query["address"])
        return export, query, ExportColumns(screen, job.by, export.query["columns"])


def _key(text: str | None, query: ListQuery) -> Key | None:
    return Key.from_text(text, query.order.column_of(query.screen.model)) if text else None


def _write_at(path: Path, length: int, written: bytes) -> int:
    """Write on from this length, over what a killed worker may have left behind it; the length afterwards."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("r+b" if path.exists() else "xb") as file:
        path.chmod(0o600)
        file.truncate(length)
        file.seek(length)
        file.write(written)
        file.flush()
        os.fsync(file.fileno())
        return file.tell()
