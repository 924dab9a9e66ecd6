"""Shops, their customers, and what these bought."""

from typing import Any, ClassVar

from django.db import models

from caruso.kernel.columns import ChoicesColumn, EntriesColumn, MoneyColumn, PhoneColumn, SortKeyColumn, TagsColumn
from caruso.kernel.fields import Field, kind_named
from caruso.kernel.models import Record
from caruso.kernel.text import sort_key

PLACES = [("work", "work"), ("home", "home")]
INTERESTS = [("books", "books"), ("tea", "tea"), ("music", "music")]
EMAIL_ENTRY = (
    Field(name="type", label="for", kind=kind_named("choice"), choices=PLACES),
    Field(name="value", label="e-mail", kind=kind_named("email")),
    Field(name="primary", label="primary", kind=kind_named("yes_no")),
)


class Shop(Record):
    name = models.CharField("name", max_length=200)
    city = models.CharField("city", max_length=120, blank=True)
    part_of = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="branches")

    def __str__(self) -> str:
        return self.name


class Customer(Record):
    class Stage(models.TextChoices):
        NEW = "new", "new"
        REGULAR = "regular", "regular"
        GONE = "gone", "gone"

    name = models.CharField("name", max_length=200)
    sort_name = SortKeyColumn()
    shop = models.ForeignKey(Shop, models.SET_NULL, null=True, blank=True, related_name="customers")
    email = models.EmailField("e-mail", blank=True)
    emails = EntriesColumn("e-mails", entry=EMAIL_ENTRY)
    phone = PhoneColumn("telephone", blank=True)
    website = models.URLField("website", blank=True)
    notes = models.TextField("notes", blank=True)
    stage = models.CharField("stage", max_length=10, choices=Stage, blank=True)
    interests = ChoicesColumn("interests", offer=INTERESTS)
    vip = models.BooleanField("VIP", null=True, blank=True)
    visits = models.IntegerField("visits", null=True, blank=True)
    rating = models.DecimalField("rating", max_digits=5, decimal_places=2, null=True, blank=True)
    balance = MoneyColumn("balance", null=True, blank=True)
    currency = models.CharField("currency", max_length=3, default="EUR")
    born = models.DateField("born", null=True, blank=True)
    seen_at = models.DateTimeField("seen", null=True, blank=True)
    tags = TagsColumn("tags")

    HIDDEN_COLUMNS: ClassVar[tuple[str, ...]] = ("sort_name",)
    SORT_COLUMNS: ClassVar[dict[str, str]] = {"name": "sort_name"}

    def __str__(self) -> str:
        return self.name

    def derive(self) -> None:
        self.sort_name = sort_key(self.name)


class Purchase(Record):
    title = models.CharField("title", max_length=200)
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="purchases")
    amount = MoneyColumn("amount", null=True, blank=True)
    currency = models.CharField("currency", max_length=3, default="EUR")
    bought_on = models.DateField("bought on", null=True, blank=True)
    paid = models.BooleanField("paid", default=False)

    def __str__(self) -> str:
        return self.title

    def timeline_subjects(self) -> list[tuple[str, Any]]:
        return [("shop.customer", self.customer_id)]
