"""The tables of the index."""

from django.db import models

from caruso.kernel.columns import SortKeyColumn


class SearchEntry(models.Model):
    """That a record can be found. The words stand in the engine's own place under the same number.

    Entries are numbered as records come in; changing a record does not move it. Newer ones are found first.
    """

    object = models.CharField(max_length=80)
    record = models.BigIntegerField()
    title = SortKeyColumn(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["object", "record"], name="search_entry_once")]
        indexes = [models.Index(fields=["object", "title"], name="search_entry_by_title")]

    def __str__(self) -> str:
        return f"{self.object} {self.record} {self.title}"


class SearchSpelling(models.Model):
    """A known word under the sum of each of its spellings with one letter left out, and under its own.

    Two words that differ by one slip of the keyboard share a sum.
    """

    key = models.BigIntegerField()
    word = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "word"], name="search_spelling_once")]

    def __str__(self) -> str:
        return self.word
