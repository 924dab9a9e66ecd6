"""Quotes in each state: drafts, sent ones with a question, accepted with a signature, declined, expired, revised."""

import io
import math
import random
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from PIL import Image, ImageDraw

from caruso.customers.seeds.chapters import Setting
from caruso.customers.seeds.talk import PRODUCTS
from caruso.kernel.files.storing import store
from caruso.kernel.models import User
from caruso.sales.from_opportunity import quote_for
from caruso.sales.from_quote import order_for
from caruso.sales.models import Approval, Opportunity, Quote, QuoteLine, QuoteLink, QuoteQuestion
from caruso.sales.models.quote_answer import Evidence

SEED = 1904
#: Fate of a quote → how many of them.
FATES = {"draft": 5, "sent": 4, "asked": 2, "answered": 1, "ordered": 5, "accepted": 2, "declined": 4, "expired": 3,
         "revised": 2}  # fmt: skip
STAGES = {"draft": ("rfq", "qualification"), "ordered": ("won",), "accepted": ("quoted",), "declined": ("lost",)}
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
WORDS: dict[str, dict[str, Any]] = {
    "pl": {
        "sections": ("Urządzenia", "Usługi"),
        "services": ("Montaż i szkolenie baristów", "Umowa serwisowa na rok", "Filtr wody z wymianą co kwartał"),
        "intro": "Dzień dobry,\n\ndziękujemy za rozmowę. Przesyłamy propozycję dopasowaną do Państwa lokalu.",
        "terms": "Dostawa w ciągu czterech tygodni od zamówienia. Płatność 14 dni od faktury. Gwarancja 24 miesiące.",
        "ask": "Czy ekspres zmieści się na blacie o głębokości 55 cm?",
        "reply": "Tak, ma 52 cm głębokości; z tyłu wystarczą 3 cm na węże.",
        "no": "Wybraliśmy tańszą ofertę, ale dziękujemy za szybką odpowiedź.",
    },
    "cs": {
        "sections": ("Přístroje", "Služby"),
        "services": ("Montáž a školení baristů", "Servisní smlouva na rok", "Vodní filtr s výměnou každé čtvrtletí"),
        "intro": "Dobrý den,\n\nděkujeme za rozhovor. Posíláme návrh na míru Vaší kavárně.",
        "terms": "Dodání do čtyř týdnů od objednávky. Splatnost 14 dní od faktury. Záruka 24 měsíců.",
        "ask": "Vejde se kávovar na pult hluboký 55 cm?",
        "reply": "Ano, je hluboký 52 cm; vzadu stačí 3 cm na hadice.",
        "no": "Vybrali jsme levnější nabídku, ale děkujeme za rychlou odpověď.",
    },
    "en": {
        "sections": ("Machines", "Services"),
        "services": ("Installation and training of baristas", "Service contract for a year", "Water filter, changed each quarter"),
        "intro": "Dear customer,\n\nthank you for the talk. Here is what we propose for your place.",
        "terms": "Delivery within four weeks of the order. Payment within 14 days of the invoice. Warranty of 24 months.",
        "ask": "Does the machine fit on a counter 55 cm deep?",
        "reply": "Yes, it is 52 cm deep; 3 cm behind it are enough for the hoses.",
        "no": "We chose a cheaper offer, but thank you for the quick answer.",
    },
}  # fmt: skip


def tell(setting: Setting) -> None:
    """One quote for each fate, on deals that stand where such a quote belongs."""
    dice = random.Random(SEED)
    waiting = Approval.objects.filter(state="asked").values("about_record")
    free = Opportunity.objects.live().exclude(stage="rfq", pk__in=waiting)
    deals = list(free.select_related("account", "contact", "owner").order_by("-stage_entered_at", "-pk"))
    for fate, count in FATES.items():
        stages = STAGES.get(fate, ("quoted", "rfq"))
        for _number in range(count):
            deal = next((one for one in deals if one.stage in stages), None)
            if deal is not None:
                deals.remove(deal)
                _quote(deal, fate, dice, setting.now)


def _quote(deal: Opportunity, fate: str, dice: random.Random, now: datetime) -> None:
    """From the draft to its fate."""
    by = deal.owner or deal.account.owner
    assert by is not None
    made = now - timedelta(days=dice.randrange(45, 80) if fate == "expired" else dice.randrange(4, 12), hours=3)
    quote = quote_for(deal, by=by, at=made)
    words = WORDS[quote.language]
    texts = {"intro": words["intro"], "terms": words["terms"], "title": deal.name}
    quote.write_lines(_lines(quote, words, dice), by=by, values=texts, at=made)
    if fate == "draft":
        return
    _send(quote, by, made + timedelta(hours=2))
    looked = made + timedelta(hours=dice.randrange(4, 40))
    name = str(quote.contact or quote.account)
    if fate == "expired":
        quote.expire(at=now - timedelta(days=3))
    elif fate == "revised":
        quote.open(at=looked)
        following = quote.revise(by=by, at=looked + timedelta(hours=5))
        dearer = following.lines.all()[0]
        lines = [line for line in following.lines.all() if line.pk != dearer.pk]
        dearer.discount_percent = Decimal(8)
        following.write_lines([dearer, *lines[:-1]], by=by, at=looked + timedelta(hours=6))
        _send(following, by, looked + timedelta(hours=7))
    elif fate != "sent":
        quote.open(at=looked)
        _answer(quote, fate, name, words, by, looked + timedelta(hours=dice.randrange(1, 20)))


def _answer(quote: Quote, fate: str, name: str, words: dict[str, Any], by: User, at: datetime) -> None:
    evidence = Evidence(name=name, email=quote.links.get().email, ip="203.0.113.24", user_agent=BROWSER)
    if fate in ("asked", "answered"):
        question = QuoteQuestion.ask(quote, words["ask"], name=name, at=at)
        if fate == "answered":
            question.reply(words["reply"], by=by, at=at + timedelta(hours=1))
    elif fate == "declined":
        quote.decline(by=None, evidence=Evidence(**{**vars(evidence), "reason": words["no"]}), at=at)
    else:
        signed = Evidence(**{**vars(evidence), "signature": _signature(quote.pk)})
        quote.accept(by=None, evidence=signed, at=at)
        if fate == "ordered":
            order_for(quote, by=by)


def _send(quote: Quote, by: User, at: datetime) -> None:
    email = str(getattr(quote.contact, "email", "") or quote.account.email)
    quote.send(by=by, at=at, data={"email": email})
    link, _token = QuoteLink.make(quote, by=by, email=email, mailed=True)
    QuoteLink.objects.filter(pk=link.pk).update(created_at=at)
    deal = quote.opportunity
    if deal is not None and deal.stage == "rfq":
        deal.enter("quoted", by=by, at=max(at, deal.stage_entered_at or at))


def _lines(quote: Quote, words: dict[str, Any], dice: random.Random) -> list[QuoteLine]:
    """What the deal is about, and services, of which some are optional; prices in the currency of the deal."""
    machines, services = words["sections"]
    worth = {"PLN": 4, "CZK": 25}.get(quote.currency, 1)
    lines = [QuoteLine(**line.carried()) for line in quote.lines.all()]
    for line in lines:
        line.price = line.price or Decimal(dice.randrange(180, 900) * 5 * worth)
    names = [] if lines else dice.sample(PRODUCTS[quote.language], 2)
    for name in names:
        price = Decimal(dice.randrange(180, 900) * 5 * worth)
        text = name[:1].upper() + name[1:]
        lines.append(QuoteLine(description=text, price=price, cost=price * 7 / 10, quantity=dice.randrange(1, 4)))
    for number, name in enumerate(words["services"]):
        price = Decimal(dice.randrange(20, 90) * 10 * worth)
        lines.append(
            QuoteLine(
                section=services if number == 0 else "",
                description=name,
                price=price,
                cost=price / 2,
                optional=number > 0,
                chosen=number < 2,
            )
        )
    lines[0].section = machines
    if dice.random() < 0.4:
        lines[0].discount_percent = Decimal(5)
    return lines


def _signature(seed: int) -> str:
    """A scribble that could be somebody's name."""
    dice, picture = random.Random(seed), Image.new("RGBA", (720, 240))
    waves = [(dice.uniform(0.02, 0.09), dice.uniform(20, 60), dice.uniform(0, 6)) for _wave in range(3)]
    points = [
        (
            60 + along + 24 * math.sin(along / 17),
            120 + sum(high * math.sin(pace * along + start) for pace, high, start in waves),
        )
        for along in range(0, 560, 4)
    ]
    ImageDraw.Draw(picture).line(points, fill=(27, 42, 82, 255), width=5, joint="curve")
    file = io.BytesIO()
    picture.save(file, "PNG")
    return store(file)
