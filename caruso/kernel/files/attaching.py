"""Files on records: adding, taking away, finding."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caruso.kernel.events import record_events
from caruso.kernel.files.checking import checked
from caruso.kernel.files.storing import store
from caruso.kernel.models.attachment import Attachment
from caruso.kernel.objects import business_object

if TYPE_CHECKING:
    from caruso.kernel.models.record import Record
    from caruso.kernel.models.user import User


def attach(
    record: "Record", upload: "UploadedFile[Any]", *, by: "User | None", only: Collection[str] = ()
) -> Attachment:
    """Add the upload to the record; `only` narrows the content types taken.

    Raises Refused for a file that may not come in.
    """
    file = checked(upload, only=only)
    sha256 = store(file.file)
    with transaction.atomic():
        attachment = Attachment.objects.create(
            object=record.described.key,
            record=record.pk,
            name=file.name,
            content_type=file.content_type,
            size=file.size,
            sha256=sha256,
            by=by,
        )
        record_events([record], "attached", by=by, data=[_told(attachment)])
    return attachment


def detach(attachment: Attachment, *, by: "User") -> None:
    """Take the file off its record. The content stays on the disk: the events still speak of it."""
    record = record_of(attachment, by, "edit")
    with transaction.atomic():
        taken = Attachment.objects.filter(pk=attachment.pk, binned_at=None).update(binned_at=timezone.now())
        if taken:
            _show_no_longer(record, attachment)
            record_events([record], "detached", by=by, data=[_told(attachment)])


def _show_no_longer(record: "Record", attachment: Attachment) -> None:
    """A file taken off is not the record's picture either."""
    links = [column for column in record._meta.concrete_fields if column.related_model is Attachment]
    for column in links:
        if getattr(record, column.attname) == attachment.pk:
            type(record).objects.filter(pk=record.pk).update(**{column.name: None})
    held = [
        field.name
        for field in record.described.custom_fields.values()
        if field.kind.asked == "file" and record.custom.get(field.name) == attachment.pk
    ]
    if held:
        custom = {name: value for name, value in record.custom.items() if name not in held}
        type(record).objects.filter(pk=record.pk).update(custom=custom)


def files_of(record: "Record") -> QuerySet[Attachment]:
    """The files on a record, the newest first."""
    return (
        Attachment.objects.filter(object=record.described.key, record=record.pk, binned_at=None)
        .select_related("by")
        .order_by("-pk")
    )


def visible_attachment(number: int, user: "User") -> Attachment:
    """The file, if this person may see its record; one on no record is its uploader's. Raises Http404."""
    attachment = Attachment.objects.filter(pk=number, binned_at=None).first()
    if attachment is None:
        raise Http404
    if attachment.object:
        record_of(attachment, user, "view")
    elif attachment.by_id != user.pk:
        raise Http404
    return attachment


def record_for(object: str, number: int, user: "User", right: str) -> "Record":
    """The record with this number, also one in the bin for viewing.

    Raises Http404 where it may not be seen, PermissionDenied where it may be seen but not this.
    """
    try:
        records = business_object(object).model.objects  # type: ignore[attr-defined]
    except KeyError:
        raise Http404 from None
    record: Record | None = records.visible_to(user).filter(pk=number).first()
    if record is None and right == "view":
        record = records.visible_to(user, binned=True).filter(pk=number).first()
    if record is None:
        raise Http404
    if right != "view" and not records.visible_to(user, right).filter(pk=number).exists():
        raise PermissionDenied(_("Your role does not allow this."))
    return record


def record_of(attachment: Attachment, user: "User", right: str) -> "Record":
    if attachment.record is None:
        raise Http404
    return record_for(attachment.object, attachment.record, user, right)


def _told(attachment: Attachment) -> dict[str, object]:
    return {"attachment": attachment.pk, "name": attachment.name, "size": attachment.size}
