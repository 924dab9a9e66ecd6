"""The book of keys."""

from django.db import models

from caruso.objects.mapped.models.mapped_object import MappedObject


class BookedKey(models.Model):
    """Its `id` is the number here of a row that its table knows by `key`: a JSON list of what stands in the columns of the key.

    An entry is never changed and never used for another key, so what is kept by the number stays with its row. Keys are
    found by their `digest`, because databases index no text of any length and compare texts each in its own way.
    """

    object = models.ForeignKey(MappedObject, models.CASCADE, related_name="booked_keys")
    digest = models.CharField(max_length=32)
    key = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["object", "digest"], name="booked_once")]

    def __str__(self) -> str:
        return f"{self.pk}: {self.key}"
