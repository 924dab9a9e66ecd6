"""Leads: people who may want to buy, not yet known."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caruso.customers.models.customer import HeardThrough
from caruso.kernel.columns import CountryColumn, MoneyColumn, OfferedColumn, PhoneColumn, TagsColumn
from caruso.kernel.models import Record
from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.money.currencies import currency_choices
from caruso.sales.models.choice_list import ListedColumn, house_list
from caruso.sales.models.lead_policy import lead_policy
from caruso.sales.models.lead_problems import ProblemsColumn
from caruso.sales.models.money import own_currency
from caruso.sales.rules.lead_checks import FOUND_ELSEWHERE, missing_of, problems_of, validity_of
from caruso.sales.scoring import scored

CHECKED = ("email", "phone", "tax_number")


class LeadState(models.TextChoices):
    NEW = "new", _("new")
    WORKING = "working", _("being worked on")
    CONVERTED = "converted", _("converted")
    DISQUALIFIED = "disqualified", _("disqualified")


class Rating(models.TextChoices):
    HOT = "hot", _("hot")
    WARM = "warm", _("warm")
    COLD = "cold", _("cold")


class Validity(models.TextChoices):
    VALID = "valid", _("valid")
    DOUBTFUL = "doubtful", _("doubtful")
    INVALID = "invalid", _("invalid")


class DisqualifiedBecause(models.TextChoices):
    NOT_INTERESTED = "not_interested", _("not interested")
    NO_BUDGET = "no_budget", _("no budget")
    NOT_OUR_CUSTOMER = "not_our_customer", _("not our kind of customer")
    UNREACHABLE = "unreachable", _("cannot be reached")
    DUPLICATE = "duplicate", _("duplicate")
    SPAM = "spam", _("spam")
    OTHER = "other", _("other")


DISQUALIFYING_REASONS = house_list(
    "disqualifying_reasons", _("reasons for disqualifying"), DisqualifiedBecause, longest=20
)


class Lead(Record):
    """Somebody who showed interest, with all that they told us. `score` and `rating` follow the scoring rules."""

    first_name = models.CharField(_("first name"), max_length=100, blank=True)
    last_name = models.CharField(_("last name"), max_length=100, blank=True)
    company = models.CharField(_("company"), max_length=200, blank=True)
    name = models.CharField(_("name"), max_length=250, blank=True, editable=False)
    job_title = models.CharField(_("job title"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = PhoneColumn(_("telephone"), blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    tax_number = models.CharField(_("tax number"), max_length=30, blank=True)
    street = models.CharField(_("street"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    country = CountryColumn(_("country"), blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, blank=True)
    message = models.TextField(_("what they want"), blank=True, max_length=10_000)
    product = models.ForeignKey(
        "sales.Product", models.SET_NULL, null=True, blank=True, related_name="leads", verbose_name=_("product")
    )
    budget = MoneyColumn(_("expected budget"), null=True, blank=True)
    currency = OfferedColumn(_("currency"), max_length=3, offer=currency_choices, default=own_currency, blank=False)
    source = models.CharField(_("heard of us through"), max_length=16, choices=HeardThrough, blank=True)
    source_detail = models.CharField(_("more about the source"), max_length=200, blank=True)
    campaign = models.CharField(_("campaign"), max_length=120, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=LeadState, default=LeadState.NEW)
    reason = ListedColumn(_("disqualified because"), of=DISQUALIFYING_REASONS)
    validity = models.CharField(_("validity"), max_length=8, choices=Validity, blank=True, editable=False)
    problems = ProblemsColumn(_("problems"), editable=False)
    score = models.IntegerField(_("score"), default=0, editable=False)
    rating = models.CharField(_("rating"), max_length=4, choices=Rating, blank=True, editable=False)
    contact_due_at = models.DateTimeField(_("first contact promised by"), null=True, blank=True)
    contacted_at = models.DateTimeField(_("first contacted"), null=True, editable=False)
    alerted_at = models.DateTimeField(null=True, editable=False)
    form = models.ForeignKey(
        "sales.LeadForm",
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="leads",
        verbose_name=_("lead form"),
    )
    converted_at = models.DateTimeField(_("converted"), null=True, editable=False)
    account = models.ForeignKey(
        "customers.Account",
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="leads",
        verbose_name=_("account"),
    )
    contact = models.ForeignKey(
        "customers.Contact",
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="leads",
        verbose_name=_("contact"),
    )
    opportunity = models.ForeignKey(
        "sales.Opportunity",
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="leads",
        verbose_name=_("opportunity"),
    )
    tags = TagsColumn(_("tags"))
    notes = models.TextField(_("background"), blank=True, max_length=20_000)
    external_id = models.CharField(_("number elsewhere"), max_length=120, blank=True)
    next_activity_at = models.DateTimeField(_("next activity"), null=True, editable=False)
    last_activity_at = models.DateTimeField(_("last activity"), null=True, editable=False)

    ASSIGNED = True
    #: The assignment rule that gives it to its owner, while it is being made.
    given_by: Any = None
    HIDDEN_COLUMNS: ClassVar[tuple[str, ...]] = ("alerted_at",)
    COLOURS: ClassVar[dict[str, dict[str, str]]] = {
        "validity": {"valid": "green", "doubtful": "amber", "invalid": "red"},
        "problems": {"email": "red", "disposable": "red", "unreachable": "red", "duplicate": "amber"},
        "state": {"new": "blue", "working": "violet", "converted": "green", "disqualified": "gray"},
        "rating": {"hot": "red", "warm": "amber", "cold": "blue"},
    }

    class Meta:
        verbose_name = _("lead")
        verbose_name_plural = _("leads")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=columns, name=f"lead_by_{name}", condition=models.Q(binned_at=None))
            for name, columns in {
                "updated": ["updated_at", "id"],
                "created": ["created_at", "id"],
                "owner": ["owner", "updated_at", "id"],
                "team": ["team", "updated_at", "id"],
                "state": ["state", "updated_at", "id"],
                "score": ["score", "id"],
                "due": ["contact_due_at", "id"],
                "next": ["next_activity_at", "id"],
                "name": ["name", "id"],
            }.items()
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.state in (LeadState.NEW, LeadState.WORKING)

    def derive(self) -> None:
        person = " ".join(part for part in (self.first_name, self.last_name) if part)
        self.name = " – ".join(part for part in (person, self.company) if part) or self.email or self.phone
        if self.state != LeadState.DISQUALIFIED:
            self.reason = ""
        policy = lead_policy()
        required = [name for name in policy.required if name in self.described.fields]
        values = {name: self._says(name) for name in (*CHECKED, *required)}
        known = [one for one in self.problems if one in FOUND_ELSEWHERE]
        country = self.country or current_organisation().country
        self.problems = [*problems_of(values, required, country), *known]
        self.validity = validity_of(self.problems)
        self.score, self.rating = scored(self, policy, self.written_at or timezone.now())

    def missing_evidence(self) -> list[str]:
        """The fields that the firm asks for and that say nothing."""
        asked = [name for name in lead_policy().required if name in self.described.fields]
        return missing_of({name: self._says(name) for name in asked}, asked)

    def _says(self, name: str) -> Any:
        """What it says in a field, built in or added."""
        return getattr(self, name) if name in self.described.built_in_fields else self.custom.get(name)

    def check_change(self, changes: Mapping[str, Any], *, by: Any) -> None:
        """Whichever door: converted is what has become a customer, disqualified what has a reason."""
        if "state" not in changes:
            return
        before, after = changes["state"]
        if LeadState.CONVERTED in (before, after) and "converted_at" not in changes:
            raise ValidationError({"state": _("Convert the lead, or undo its conversion, on its page.")})
        if after == LeadState.DISQUALIFIED and not self.reason:
            raise ValidationError({"reason": _("Please choose why.")})

    @classmethod
    def settle_new(cls, records: Sequence[Any]) -> None:
        """Give those without an owner to somebody, and promise a time of first contact."""
        from caruso.sales.assignment import Assignment

        Assignment().give_all(records)

    def timeline_subjects(self) -> list[tuple[str, int]]:
        """What it has become hears of it too."""
        became = (("customers.account", self.account_id), ("customers.contact", self.contact_id))
        return [(object, number) for object, number in (*became, ("sales.opportunity", self.opportunity_id)) if number]

    def disqualify(self, *, by: Any, reason: str = "", at: datetime | None = None) -> None:
        """Nothing will come of it. Raises ValidationError without a known reason."""
        if not DISQUALIFYING_REASONS.offers(reason):
            raise ValidationError({"reason": _("Please choose why.")})
        self.change({"state": LeadState.DISQUALIFIED, "reason": reason}, by=by, kind="disqualified", at=at)

    def convert(self, *, by: Any, **into: Any) -> Any:
        """Make it a customer; see `from_lead.convert`."""
        from caruso.sales.from_lead import convert

        return convert(self, by=by, **into)

    def take_back(self, *, by: Any) -> Any:
        """Undo its conversion; see `taking_back.take_back`."""
        from caruso.sales.taking_back import take_back

        return take_back(self, by=by)

    def reopen(self, *, by: Any) -> None:
        """Something may come of it after all."""
        if self.state == LeadState.DISQUALIFIED:
            self.change({"state": LeadState.WORKING, "reason": ""}, by=by, kind="reopened")
