"""The lines of documents, written in the transaction of the document."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from caruso.kernel import rows
from caruso.kernel.written import Written
from caruso.sales.models.document import Document

_FOLLOWING = ("position", "net")


def keep(written: Written) -> None:
    """Put the lines under way in the place of the present ones."""
    for record in written.records:
        if isinstance(record, Document) and record.lines_to_write is not None:
            _put(record, record.lines_to_write)
            record.lines_to_write = None


def _put(document: Any, lines: list[Any]) -> None:
    for position, line in enumerate(lines):
        line.document, line.position = document, position
    kept = [line for line in lines if line.pk]
    _remove(document.lines.exclude(pk__in=[line.pk for line in kept]))
    columns = [name.removesuffix("_id") for name in document.LINES.CARRIED]
    rows.update(kept, [*columns, *_FOLLOWING])
    rows.insert([line for line in lines if not line.pk])


def _remove(lines: Any) -> None:
    try:
        lines.delete()
    except ProtectedError as problem:
        kept = ", ".join(sorted({str(getattr(one, "document", one)) for one in problem.protected_objects})[:3])
        message = _("A line cannot be removed any more; it is needed by: %(names)s.") % {"names": kept}
        raise ValidationError(message) from None
