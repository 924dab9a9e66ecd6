"""Files that people add to records."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Attachment(models.Model):
    """A file on a record; who may see the record may see the file. Kept under its SHA-256, written once."""

    object = models.CharField(max_length=80, blank=True)
    record = models.BigIntegerField(null=True)
    name = models.CharField(_("name"), max_length=255)
    content_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    binned_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        indexes = [models.Index(fields=["object", "record", "id"], name="attachment_of_record")]

    def __str__(self) -> str:
        return self.name
