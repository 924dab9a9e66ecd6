"""Files and pictures that are values of fields.

A file comes in before the record is written and waits on no record, seen by who sent it alone; writing a field that
names it puts it on the record.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from caruso.kernel.fields import Field
from caruso.kernel.files.checking import checked
from caruso.kernel.files.storing import store
from caruso.kernel.files.types import IMAGES
from caruso.kernel.models.attachment import Attachment

if TYPE_CHECKING:
    from caruso.kernel.models.record import Record
    from caruso.kernel.models.user import User


def wait_for_record(field: Field, upload: "UploadedFile[Any]", *, by: "User") -> int:
    """The number of the file, until a record takes it. Raises Refused for one that may not come in."""
    file = checked(upload, only=IMAGES if field.kind.name == "image" else ())
    return Attachment.objects.create(
        name=file.name, content_type=file.content_type, size=file.size, sha256=store(file.file), by=by
    ).pk


def take_files(records: "Sequence[Record]", changes: Sequence[Mapping[str, Any] | None], by: "User | None") -> None:
    """Put the files that these records name on them.

    Raises ValidationError for a number that is neither a file of the record nor one that this person just sent.
    """
    described = records[0].described
    for field in described.fields.values():
        if field.kind.asked == "file":
            for record, one in zip(records, changes, strict=True):
                if one is None or field.name in one:
                    _take(field, record, by)


def _take(field: Field, record: "Record", by: "User | None") -> None:
    from caruso.kernel.values import stored_value

    number = stored_value(record, field.name)
    if number is None:
        return
    file = Attachment.objects.filter(pk=number, binned_at=None).first()
    if file is None or (field.kind.name == "image" and file.content_type not in IMAGES):
        raise ValidationError({field.name: _("Please choose a file.")})
    if (file.object, file.record) == (record.described.key, record.pk):
        return
    if file.object or (by is not None and file.by_id != by.pk):
        raise ValidationError({field.name: _("Please choose a file.")})
    Attachment.objects.filter(pk=file.pk).update(object=record.described.key, record=record.pk)
