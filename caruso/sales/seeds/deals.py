"""Two years of deals: some won, some lost and why, some forgotten, one waiting for the manager's yes."""

import random
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext

from caruso.customers.about import point_at
from caruso.customers.models import Account, Activity, Contact
from caruso.customers.seeds.chapters import Setting
from caruso.customers.seeds.talk import PRODUCTS
from caruso.kernel import writing
from caruso.kernel.models import User
from caruso.sales.models import Approval, Interest, KeyPlayer, Milestone, Opportunity, Product, Rival
from caruso.sales.models.key_player import Attitude
from caruso.sales.models.opportunity import Commitment
from caruso.sales.seeds.guidance import guide
from caruso.sales.seeds.rates import seed_rates

SEED = 1879
DEALS = 250
WAY = ("initiation", "identification", "qualification", "rfq", "quoted")
NAMES = {
    "pl": ["{p} do nowego lokalu", "Wymiana ekspresów", "{p} dla {n} oddziałów", "Kawa na rok", "Umowa serwisowa"],
    "cs": ["{p} do nové pobočky", "Výměna kávovarů", "{p} pro {n} poboček", "Káva na rok", "Servisní smlouva"],
    "en": ["{p} for the new place", "New machines", "{p} for {n} branches", "Coffee for a year", "Service contract"],
}
NEXT = {
    "pl": ["Zadzwonić w sprawie terminu", "Ustalić, kto podpisuje", "Wysłać porównanie kosztów"],
    "cs": ["Zavolat kvůli termínu", "Zjistit, kdo podepisuje", "Poslat srovnání nákladů"],
    "en": ["Call about the date", "Find out who signs", "Send the comparison of costs"],
}
LARGE_NAME = {
    "pl": "Ekspresy dla wszystkich oddziałów",
    "cs": "Kávovary do všech poboček",
    "en": "Machines for every branch",
}
#: By how a deal ended or how far it is: weights of not counted on, possible, best case, promised.
SURE = {
    "won": (0, 1, 3, 8),
    "lost": (3, 8, 5, 2),
    "initiation": (4, 7, 1, 0),
    "rfq": (1, 5, 4, 3),
    "quoted": (0, 2, 5, 6),
}
#: What an amount in euros is in the currency of the account, about.
WORTH = {"EUR": Decimal(1), "PLN": Decimal(4), "CZK": Decimal(25), "GBP": Decimal("0.9"), "USD": Decimal("1.1")}
RIVALS = ("Barista Express", "Kaffa Systems", "Espresso Direct")
MANAGER = "marek"
LARGE = 0.04


class Chapter:
    """Tells the deals; the same seed tells the same."""

    def __init__(self, setting: Setting) -> None:
        self.dice, self.now, self.people = random.Random(SEED), setting.now, setting.people
        self.words = random.Random(SEED + 1)
        self.contacts: dict[int, list[Contact]] = {}
        for contact in setting.contacts:
            if contact.account_id:
                self.contacts.setdefault(contact.account_id, []).append(contact)
        self.accounts = [account for account in setting.accounts if account.pk in self.contacts]
        self.rivals = [Account(name=name, roles=["competitor"], owner=self.people[MANAGER]) for name in RIVALS]

    def tell(self) -> None:
        writing.create(self.rivals, by=self.people[MANAGER])
        for number in range(DEALS if self.accounts else 0):
            self._deal(number)
        self._large_deal()

    def _deal(self, number: int) -> None:
        """One deal from its beginning to its end or to today."""
        account = self.dice.choice(self.accounts)
        owner, language = account.owner or self.people[MANAGER], account.language or "en"
        begun = self.now - timedelta(days=self.dice.randrange(1, 700) if number % 4 else self.dice.randrange(1, 75))
        deal = Opportunity(
            name=self._name(language),
            account=account,
            contact=self.dice.choice(self.contacts[account.pk]),
            amount=self._amount(account),
            currency=account.currency,
            close_date=(begun + timedelta(days=self.dice.randrange(40, 150))).date(),
            commitment=self.dice.choice(["omitted", "pipeline", "pipeline", "best_case", "committed"]),
            source=self.dice.choice(["website", "fair", "referral", "cold_call"]),
            next_step=self.dice.choice(NEXT[language]),
            owner=owner,
        )
        deal.created_at = begun
        deal.create(by=owner)
        self._walk(deal, owner, begun)
        self._promise(deal, owner)
        self._surround(deal, owner)

    def _large_deal(self) -> None:
        """Since yesterday the request for quotation of a large one waits for the manager's yes."""
        owner, begun = self.people["petra"], self.now - timedelta(days=19, hours=3)
        account = next((one for one in self.accounts if one.owner == owner), None)
        if account is None:
            return
        deal = Opportunity(
            name=LARGE_NAME[account.language or "en"],
            account=account,
            contact=self.contacts[account.pk][0],
            amount=68_000 * WORTH[account.currency],
            currency=account.currency,
            close_date=(self.now + timedelta(days=40)).date(),
            commitment="best_case",
            source="referral",
            next_step=NEXT[account.language or "en"][2],
            owner=owner,
        )
        deal.created_at = begun
        deal.create(by=owner)
        for stage, days in zip(WAY[1:4], (14, 6, 1), strict=True):
            deal.enter(stage, by=owner, at=self.now - timedelta(days=days, hours=2))

    def _walk(self, deal: Opportunity, owner: User, begun: datetime) -> None:
        """From stage to stage, until it ends, is forgotten, or today comes."""
        at = begun
        end = self.dice.choices(["won", "lost", "forgotten"], [10, 13, 1])[0]
        for stage in WAY[1:]:
            at += timedelta(days=self.dice.randrange(4, 24), minutes=self.dice.randrange(600))
            if at >= self.now or (end == "lost" and self.dice.random() < 0.2):
                break
            if stage == "quoted" and not self._approved(deal, at):
                return
            deal.enter(stage, by=owner, at=at)
            if end == "forgotten" and self.dice.random() < 0.4:
                return
        self._follow_up(deal, owner, at)
        at += timedelta(days=self.dice.randrange(5, 30))
        if at < self.now and end == "won" and deal.stage == "quoted":
            deal.win(by=owner, reason=self.dice.choice(["service", "product", "relation", "speed"]), at=at)
        elif at < self.now and end != "forgotten":
            self._lose(deal, owner, at)

    def _promise(self, deal: Opportunity, owner: User) -> None:
        """How sure its owner has been: mostly right of deals that ended, and the surer the further an open one is."""
        known = deal.outcome if deal.outcome in SURE else deal.stage if deal.stage in SURE else WAY[0]
        word = self.words.choices(Commitment.values, SURE[known])[0]
        deal.change({"commitment": word}, by=owner, at=deal.stage_entered_at)

    def _follow_up(self, deal: Opportunity, owner: User, at: datetime) -> None:
        """What the stage planned by itself was done in time, unless its time has not come."""
        for task in Activity.objects.filter(about_object="sales.opportunity", about_record=deal.pk, done_at=None):
            if task.due_at and task.due_at < self.now - timedelta(days=2) and task.owner == owner:
                task.complete(by=owner, at=min(task.due_at + timedelta(hours=3), self.now))

    def _lose(self, deal: Opportunity, owner: User, at: datetime) -> None:
        reason = self.dice.choice(["price", "price", "product", "service", "timing", "budget", "no_decision"])
        winner = self.dice.choice(self.rivals) if reason in ("price", "product", "service") else None
        note = {
            "timing": gettext("They want to talk again after the season."),
            "budget": gettext("Money went into the new kitchen."),
        }
        # Who leads sales writes it down: representatives do not see the rivals' accounts.
        by = self.people[MANAGER] if winner else owner
        deal.lose(by=by, reason=reason, to=winner, note=note.get(reason, ""), at=at)

    def _approved(self, deal: Opportunity, at: datetime) -> bool:
        """The manager answers what was asked two days before, unless that is too recent."""
        for approval in Approval.objects.about(deal).filter(state="asked"):
            if at > self.now - timedelta(days=20):
                return False
            by = approval.approver or self.people["admin"]
            approval.approve(by=by, reason=gettext("The margin holds."), at=at - timedelta(hours=5))
        return True

    def _surround(self, deal: Opportunity, owner: User) -> None:
        """People, rivals, milestones and products around it, and what is planned next."""
        staff = self.contacts[deal.account_id]
        players = [
            KeyPlayer(
                opportunity=deal,
                contact=contact,
                role=self.dice.choice(["decision_maker", "user", "buyer", "influencer"]),
                influence=self.dice.randrange(1, 6),
                attitude=self.dice.choice(Attitude.values),
                owner=owner,
            )
            for contact in self.dice.sample(staff, min(len(staff), self.dice.randrange(0, 4)))
        ]
        for player in players:
            player.created_at = deal.created_at
        writing.create(players, by=owner)
        if not deal.is_open:
            return
        if self.dice.random() < 0.4:
            rival = Rival(
                opportunity=deal, account=self.dice.choice(self.rivals), strengths=gettext("Price"), owner=owner
            )
            rival.created_at = deal.updated_at
            rival.create(by=owner)
        days = [(gettext("Tasting"), -10), (gettext("Decision of the board"), 14), (gettext("Opening"), 45)]
        for name, offset in days if self.dice.random() < 0.35 else []:
            due = (self.now + timedelta(days=offset + self.dice.randrange(8))).date()
            reached = due if offset < 0 and self.dice.random() < 0.7 else None
            milestone = Milestone(opportunity=deal, name=name, due_on=due, reached_on=reached, owner=owner)
            milestone.created_at = deal.created_at
            milestone.create(by=owner)
        products = list(Product.objects.filter(active=True)[:8])
        wanted = self.dice.sample(products, min(len(products), self.dice.randrange(0, 3)))
        for product in wanted:
            Interest(opportunity=deal, product=product, quantity=self.dice.randrange(1, 9), owner=owner).create(
                by=owner
            )
        if self.dice.random() < 0.75:
            self._plan(deal, owner)

    def _plan(self, deal: Opportunity, owner: User) -> None:
        offset = self.dice.choice([-5, -2, 0, 0, 1, 3, 6, 10, 15])
        activity = Activity(kind=self.dice.choice(["call", "task", "meeting"]), subject=deal.next_step, owner=owner)
        activity.due_at = (self.now + timedelta(days=offset)).replace(
            hour=self.dice.randrange(8, 23 if not offset else 17), minute=0
        )
        activity.created_at = max(deal.updated_at, self.now - timedelta(days=9))
        point_at(activity, deal)
        activity.create(by=owner)

    def _name(self, language: str) -> str:
        product = self.dice.choice(PRODUCTS[language])
        name = self.dice.choice(NAMES[language]).format(p=product, n=self.dice.randrange(2, 9))
        return name[0].upper() + name[1:]

    def _amount(self, account: Account) -> Decimal:
        euros = self.dice.randrange(52, 90) * 1000 if self.dice.random() < LARGE else self.dice.randrange(12, 300) * 100
        return Decimal(euros) * WORTH[account.currency]


def tell(setting: Setting) -> None:
    """The chapter of deals."""
    seed_rates(setting.now.date())
    guide()
    Chapter(setting).tell()
