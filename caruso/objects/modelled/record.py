"""Records of modelled objects."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caruso.kernel.asking import AsItStands
from caruso.kernel.columns import SortKeyColumn, TagsColumn
from caruso.kernel.models import Record
from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.money.exchange import MissingRate, convert
from caruso.kernel.schema_change import SchemaMoved, hold_schema
from caruso.kernel.text import sort_key
from caruso.objects.formulas.formula import Formula
from caruso.objects.modelled.columns import trimmed
from caruso.objects.models import ModelledObject

LONGEST_NAME = 250
#: The column of an object in which the names rest that people had typed before a title took their place.
TYPED_NAME = "name_before_title"
#: When something is next planned with a record, and was last done.
MOMENTS = {"next_activity_at", "last_activity_at"}


class ModelledRecord(Record):
    """What every modelled object has before its own fields: a name, tags, and whose it is."""

    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    name_key = SortKeyColumn()
    number = models.CharField(pgettext_lazy("of a document", "number"), max_length=40, blank=True, editable=False)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    tags = TagsColumn(_("tags"))
    # Columns that no field can be called like; kept by the room of activities, whether they are shown or not.
    next_activity_at = models.DateTimeField(_("next activity"), null=True, editable=False, db_column="activity__next")
    last_activity_at = models.DateTimeField(_("last activity"), null=True, editable=False, db_column="activity__last")

    SORT_COLUMNS: ClassVar[dict[str, str]] = {"name": "name_key"}
    #: Whether people write down on its page what they do and plan.
    HAS_ACTIVITIES: ClassVar[bool] = False
    #: The definition, by number and version, that the class was made of.
    DEFINITION: ClassVar[tuple[int, int]] = (0, 0)
    #: Whether a formula gives records their name; else people type it.
    HAS_TITLE: ClassVar[bool] = False
    #: Whether names that people had typed before that are kept in `TYPED_NAME`: None where there is none to take back.
    KEEPS_TYPED_NAMES: ClassVar[bool] = False
    #: Links to records on whose timelines the events of this one belong, each with the object it leads to.
    TOLD_ALONG: ClassVar[tuple[tuple[str, str], ...]] = ()
    #: Fields with amounts, each of which has a column with the amount in the firm's currency.
    AMOUNTS: ClassVar[tuple[str, ...]] = ()
    #: Fields with decimals, which are kept as they were written.
    MEASURES: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @classmethod
    def begin_writing(cls) -> None:
        """Refuse to write by columns that hold no longer: what was typed would be lost in one that nobody reads."""
        hold_schema()
        number, version = cls.DEFINITION
        if not ModelledObject.objects.filter(pk=number, version=version, archived_at=None).exists():
            raise SchemaMoved

    def derive(self) -> None:
        for name in self.MEASURES:
            setattr(self, name, trimmed(getattr(self, name)))
        if self.AMOUNTS:
            own = current_organisation().currency
            self.currency = self.currency or own
            for name in self.AMOUNTS:
                setattr(self, f"{name}_base", self._in_own_currency(getattr(self, name), own))
        if self.HAS_TITLE:
            if self.KEEPS_TYPED_NAMES and getattr(self, TYPED_NAME) is None:
                setattr(self, TYPED_NAME, self.name)
            described: Any = self.described
            self.name = self._made_title(described.naming)
        self.name_key = sort_key(self.name)

    def take_typed_name_back(self) -> None:
        """Once there is no title any more; what never had a name of its own keeps the one that was made."""
        if self.KEEPS_TYPED_NAMES:
            self.name = getattr(self, TYPED_NAME) or self.name
            setattr(self, TYPED_NAME, None)

    def derive_from_number(self) -> None:
        self.derive()

    def _made_title(self, formula: Formula) -> str:
        """The name as the values in memory make it."""
        kept, self.worked_out = self.worked_out, AsItStands(self)
        try:
            return " ".join(str(formula.value(self)).split())[:LONGEST_NAME]
        finally:
            self.worked_out = kept

    def _in_own_currency(self, amount: Any, own: str) -> Any:
        if amount is None:
            return None
        try:
            return convert(amount, self.currency, own, (self.written_at or timezone.now()).date())
        except MissingRate:
            return None

    def timeline_subjects(self) -> list[tuple[str, int]]:
        return [(target, number) for name, target in self.TOLD_ALONG if (number := getattr(self, f"{name}_id"))]


def typed_name_column() -> Any:
    return models.CharField(max_length=LONGEST_NAME, null=True, editable=False, db_column="name__before_title")


def standard_indexes(table: str) -> list[models.Index]:
    """The orders in which lists of a million records are read, over the live ones only."""
    live = models.Q(binned_at__isnull=True)
    orders = {"name": ["name_key", "id"], "updated": ["updated_at", "id"], "created": ["created_at", "id"]}
    orders["next"] = ["next_activity_at", "id"]
    orders |= {"owner": ["owner", "updated_at", "id"], "team": ["team", "updated_at", "id"]}
    indexes = [
        models.Index(fields=columns, name=f"{table}_{name}"[:30], condition=live) for name, columns in orders.items()
    ]
    return [*indexes, models.Index(fields=["binned_at", "id"], name=f"{table}_bin"[:30], condition=~live)]


def number_index(table: str) -> models.Index:
    """The order of running numbers."""
    return models.Index(
        fields=["number", "id"], name=f"{table}_number"[:30], condition=models.Q(binned_at__isnull=True)
    )
