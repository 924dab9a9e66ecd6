"""Leads of the last two months: some called in time, some converted, some come to nothing, and some that wait now."""

import random
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

from caruso.customers.about import point_at
from caruso.customers.models import Activity
from caruso.customers.seeds.cast import Casting
from caruso.customers.seeds.chapters import Setting
from caruso.kernel import writing
from caruso.kernel.events.recording import through
from caruso.kernel.models import Notification, User
from caruso.kernel.text import fold_words
from caruso.sales import leads_administering as administering
from caruso.sales.models import AssignmentRule, Lead, LeadConsent, LeadForm, LeadPolicy, ScoringRule
from caruso.sales.models.lead import DisqualifiedBecause

SEED = 1908
CONVERTED, DISQUALIFIED, WORKED_ON = 14, 13, 18
#: Minutes that are left of the promised time; less than nothing is too late.
CLOCKS = (-95, -20, 6, 18, 27, 44, 63, 88, 104, 116)
#: Name, condition, points, halved after days.
SCORING: tuple[tuple[str, str, int, int | None], ...] = (
    (_("Fresh interest"), "", 30, 10),
    (_("A firm stands behind it"), "company is not empty", 15, None),
    (_("Large budget"), 'budget > "5000 EUR"', 30, None),
    (_("Can be called"), "phone is not empty", 10, None),
    (_("Recommended"), 'source in ("referral", "partner", "fair")', 15, None),
    (_("Student or competitor"), 'message contains "thesis"', -40, None),
    (_("Throw-away e-mail address"), 'problems has any ("disposable")', -40, None),
    (_("A number or address that cannot be right"), 'problems has any ("email", "phone", "tax_number")', -15, None),
    (_("Address of a desk, not of a person"), 'problems has any ("role")', -5, None),
)
WISHES = {
    "pl": [
        "Szukamy ekspresu na 40 osób.",
        "Proszę o ofertę na dwa ekspresy z serwisem.",
        "Otwieramy kawiarnię w maju.",
    ],
    "cs": ["Hledáme kávovar pro 40 lidí.", "Prosím nabídku na dva stroje se servisem.", "V květnu otevíráme kavárnu."],
    "en": ["We need a machine for 40 people.", "Please quote two machines with service.", "We open a café in May."],
}
CALLED = {
    "pl": "Rozmowa o potrzebach",
    "cs": "Hovor o potřebách",
    "en": "Talked about what they need",
}
CONSENT = _("I agree that Tenor Coffee Systems writes to me and calls me about coffee machines. I can take this back.")


def tell(setting: Setting) -> None:
    Chapter(setting).tell()


class Chapter:
    """Tells the leads; the same seed tells the same."""

    def __init__(self, setting: Setting) -> None:
        self.dice, self.now, self.people = random.Random(SEED), setting.now, setting.people
        self.casting = Casting(SEED, setting.now, [setting.people["petra"]])
        self.form = LeadForm()

    def tell(self) -> None:
        self._set_up()
        past = [self._lead(timedelta(days=self.dice.uniform(2, 60))) for _number in range(_past())]
        waiting = [self._waiting(left) for left in CLOCKS]
        for lead in waiting[1::4]:
            lead.owner = self.people["admin"]
        with through("form"):
            writing.create(past, by=None, data={"form": self.form.pk})
            for lead in waiting:
                writing.create([lead], by=None, data={"form": self.form.pk})
        LeadConsent.objects.bulk_create(self._consent(lead) for lead in (*past, *waiting))
        closed = DISQUALIFIED + CONVERTED
        for number, lead in enumerate(past):
            called = self._call(lead)
            if number < DISQUALIFIED:
                self._give_up(lead, called)
            elif number < closed:
                self._convert(lead, called)
        # Two months ago the owners were told, and have long read it.
        Notification.objects.filter(kind="leads_given").update(read_at=timezone.now())

    def _set_up(self) -> None:
        """The form on the website, what leads are worth, who gets them, and the promise of two hours."""
        admin, seller = self.people["admin"], self.people["petra"]
        administering.save_policy(LeadPolicy(), by=admin)
        for name, condition, points, days in SCORING:
            rule = ScoringRule(name=gettext(name), condition=condition, points=points, halves_after_days=days)
            administering.save_rule(rule, by=admin)
        for name, condition, people in (
            (_("Czech and Slovak"), 'country in ("CZ", "SK")', ["petra", "marek"]),
            (_("Polish leads"), 'country = "PL"', ["piotr"]),
        ):
            given = AssignmentRule(
                name=gettext(name), condition=condition, people=[self.people[one].pk for one in people]
            )
            administering.save_rule(given, by=admin)
        everybody = AssignmentRule(name=gettext("Everybody else"), team=seller.team, method="least_busy")
        administering.save_rule(everybody, by=admin)
        self.form = LeadForm(
            name=gettext("Website: which machine?"),
            title=gettext("Which machine fits you?"),
            intro=gettext("Tell us what you pour, and we call you within two hours."),
            asks=["first_name", "last_name", "company", "email", "phone", "message"],
            requires=["last_name", "email"],
            consent=gettext(CONSENT),
            campaign=gettext("Autumn of coffee"),
            language=get_language() or "en",
            owner=admin,
        ).create(by=admin)

    def _lead(self, ago: timedelta) -> Lead:
        account = self.casting.account()
        contact = self.casting.contact(account)
        place, language = account.addresses[0], contact.language
        domain = f"{fold_words(account.name).replace(' ', '-')[:40]}-demo.eu"
        name = fold_words(f"{contact.first_name}.{contact.last_name}").replace(" ", ".")
        desk = self.dice.random() < 0.12
        lead = Lead(
            first_name=contact.first_name,
            last_name=contact.last_name,
            company=account.name if self.dice.random() < 0.85 else "",
            job_title=contact.job_title,
            email=f"{'info' if desk else name}@{domain}",
            phone=contact.phones[0]["value"] if contact.phones else "",
            city=place["city"],
            postcode=place["postal_code"],
            street=place["street"],
            country=place["country"],
            language=language,
            message=self.dice.choice(WISHES[language]),
            budget=Decimal(self.dice.randrange(8, 160) * 100) if self.dice.random() < 0.6 else None,
            currency="EUR",
            source=self.dice.choices(["website", "referral", "fair", "web_search", "advertisement"], [6, 2, 1, 2, 1])[
                0
            ],
            campaign=gettext("Autumn of coffee"),
            form=self.form,
        )
        lead.created_at = self.now - ago
        return lead

    def _waiting(self, left: int) -> Lead:
        """One that came in as long ago as the clock says, whatever the time of the telling."""
        lead = self._lead(timedelta(minutes=max(2, 120 - left)))
        lead.contact_due_at = self.now + timedelta(minutes=left)
        return lead

    def _consent(self, lead: Lead) -> LeadConsent:
        address = f"203.0.113.{self.dice.randrange(1, 250)}"
        given = LeadConsent(lead=lead, wording=gettext(CONSENT), given_at=lead.created_at, ip_address=address)
        given.form = self.form.name
        return given

    def _call(self, lead: Lead) -> datetime:
        """The first call, mostly in time; the moment of it."""
        owner = self._owner(lead)
        late = self.dice.random() < 0.2
        due = lead.contact_due_at or lead.created_at
        at = due + timedelta(minutes=self.dice.randrange(10, 300) if late else -self.dice.randrange(5, 60))
        at = max(lead.created_at + timedelta(minutes=2), min(at, self.now - timedelta(hours=1)))
        call = Activity(kind="call", subject=CALLED[lead.language], outcome="reached", direction="out", owner=owner)
        call.due_at = call.done_at = call.created_at = at
        point_at(call, lead)
        call.create(by=owner)
        return at

    def _give_up(self, lead: Lead, called: datetime) -> None:
        reason = self.dice.choice([one for one in DisqualifiedBecause.values if one != "spam"])
        lead.disqualify(by=self._owner(lead), reason=reason, at=self._later(called))

    def _convert(self, lead: Lead, called: datetime) -> None:
        name = (
            f"{lead.company or lead.name}: {WISHES[lead.language][0].rstrip('.')}" if self.dice.random() < 0.8 else ""
        )
        lead.convert(by=self._owner(lead), opportunity=name[:200], at=self._later(called))

    def _later(self, called: datetime) -> datetime:
        return min(called + timedelta(days=self.dice.uniform(0.2, 6)), self.now - timedelta(minutes=30))

    def _owner(self, lead: Lead) -> User:
        return lead.owner or self.people["marek"]


def _past() -> int:
    return DISQUALIFIED + CONVERTED + WORKED_ON
