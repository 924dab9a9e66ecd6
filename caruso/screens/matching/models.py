"""The tables of matching."""

import json
from collections.abc import Collection, Iterable
from typing import ClassVar, Self

from django.conf import settings
from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caruso.kernel.rows import insert_values

#: A key that more records share than this says nothing: a switchboard number, an invented address.
MOST_HOLDERS = 20


class MatchKeyQuerySet(models.QuerySet["MatchKey"]):
    def add(self, rows: Iterable[tuple[int, int, int]]) -> None:
        """Write (rule, key, record) rows; past the ORM, for an import writes four for each of its lines."""
        insert_values(self.model, ("rule", "key", "record"), rows)

    def of(self, rules: Collection[int], records: Collection[int]) -> Self:
        return self.filter(record__in=records, rule__in=rules)

    def counted(self, keys: Collection[int]) -> dict[int, int]:
        """How many records have each of these keys, for those that any has."""
        return dict(self._asked("SELECT key, count(*) FROM {table} WHERE key {among} GROUP BY key", keys))

    def holders(self, keys: Collection[int], fewest: int = 1) -> dict[int, list[int]]:
        """The records that have each of these keys, where at least `fewest` and at most `MOST_HOLDERS` have it."""
        telling = [key for key, held in self.counted(keys).items() if fewest <= held <= MOST_HOLDERS]
        return self.listed(telling)

    def listed(self, keys: Collection[int]) -> dict[int, list[int]]:
        """The records that have each of these keys, however many."""
        found: dict[int, list[int]] = {}
        if keys:
            for key, record in self._asked("SELECT key, record FROM {table} WHERE key {among} ORDER BY record", keys):
                found.setdefault(key, []).append(record)
        return found

    def _asked(self, question: str, keys: Collection[int]) -> list[tuple[int, int]]:
        """The answer to a question about thousands of keys, handed over as one value: the ORM would spell them out."""
        is_postgres = connection.vendor == "postgresql"
        among = "= ANY(%s)" if is_postgres else "IN (SELECT value FROM json_each(%s))"
        table = connection.ops.quote_name(self.model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(
                question.format(table=table, among=among), [list(keys) if is_postgres else json.dumps(list(keys))]
            )
            pairs: list[tuple[int, int]] = cursor.fetchall()
            return pairs


class MatchKey(models.Model):
    """A key (see `keys`) that a live record has by a rule."""

    rule = models.IntegerField()
    key = models.BigIntegerField()
    record = models.BigIntegerField()

    objects: ClassVar[MatchKeyQuerySet] = MatchKeyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("match key")
        verbose_name_plural = _("match keys")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["key", "record"], name="match_holders"),
            models.Index(fields=["record", "rule"], name="match_keys_of_record"),
        ]

    def __str__(self) -> str:
        return f"{self.record} {self.key}"


class DuplicatePairQuerySet(models.QuerySet["DuplicatePair"]):
    def open(self) -> Self:
        return self.filter(dismissed_at=None)

    def of(self, object: str, records: Collection[int]) -> Self:
        return self.filter(Q(first__in=records) | Q(second__in=records), object=object)


class DuplicatePair(models.Model):
    """Two records that may be the same, noted when one is written with a key of the other. `first` < `second`.

    `rules` are the names of the rules that hold, each between spaces; `score` is in per cent. A dismissed pair stays,
    so that it is never proposed again.
    """

    object = models.CharField(max_length=80)
    first = models.BigIntegerField()
    second = models.BigIntegerField()
    rules = models.CharField(max_length=300)
    score = models.PositiveSmallIntegerField()
    dismissed_at = models.DateTimeField(null=True)
    dismissed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[DuplicatePairQuerySet] = DuplicatePairQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("possible duplicate")
        verbose_name_plural = _("possible duplicates")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["object", "first", "second"], name="duplicate_pair_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["object", "second"], name="duplicate_of_second"),
            models.Index(fields=["object", "score", "id"], name="duplicate_by_score", condition=Q(dismissed_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.object} {self.first} {self.second}"
