"""Cells of other programs' exports that say several things at once, or say ours in other words."""

from collections.abc import Callable, Mapping

from caruso.customers.models.customer import HeardThrough
from caruso.kernel.text import fold_words

SALUTATIONS = {
    "mr": ("mr", "pan", "herr", "sir"),
    "ms": ("mrs", "ms", "miss", "pani", "paní", "slečna", "frau"),
    "mx": ("mx",),
}
TITLES = ("dr", "doc", "mgr", "ing", "prof", "inz", "bc", "phdr", "mudr", "judr", "rndr", "hab", "lek", "med", "arch")
STAGES = {
    "aware": ("subscriber", "other", "subskrybent", "odběratel"),
    "prospect": ("lead", "prospect", "marketing qualified lead", "mql", "potencjalny klient"),
    "qualified": ("opportunity", "sales qualified lead", "sql", "szansa sprzedaży", "příležitost"),
    "customer": ("customer", "klient", "zákazník", "client"),
    "advocate": ("evangelist", "ewangelista", "evangelista"),
    "lost": ("former customer", "lost"),
}
SOURCES = {
    "web_search": ("organic search", "google", "seo", "search"),
    "website": ("web", "website", "direct traffic", "www", "strona www", "web form"),
    "social": ("social media", "organic social", "paid social", "facebook", "linkedin", "instagram"),
    "advertisement": ("advertisement", "paid search", "display ads", "reklama"),
    "referral": ("referrals", "referral", "word of mouth", "employee referral", "external referral", "polecenie"),
    "fair": ("trade show", "event", "seminar", "conference", "targi", "veletrh"),
    "mailing": ("email marketing", "newsletter", "mailing"),
    "cold_call": ("cold call", "phone inquiry", "cold calling"),
    "partner": ("partner", "partner referral"),
    "press": ("public relations", "press"),
    "other": ("other", "offline sources", "other campaigns", "purchased list", "inne", "jiné"),
}
ROLES = {
    "customer": ("customer", "customer - direct", "customer - channel", "klient", "zákazník", "client"),
    "prospect": ("prospect", "analyst", "potencjalny klient"),
    "supplier": ("vendor", "supplier", "dostawca", "dodavatel"),
    "partner": ("partner", "channel partner / reseller", "reseller", "integrator", "technology partner"),
    "investor": ("investor", "inwestor"),
    "competitor": ("competitor", "konkurent"),
    "employer": ("employer", "pracodawca", "zaměstnavatel"),
}
Meaning = Callable[[str], Mapping[str, str]]


def _by_word(words: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {fold_words(word): value for value, many in words.items() for word in many}


def in_our_words(field: str, words: Mapping[str, tuple[str, ...]]) -> Meaning:
    """The choice that a word of another program stands for; an unknown one stays for the field to judge."""
    known = _by_word(words)
    return lambda text: {field: known.get(fold_words(text), text)}


_SALUTATIONS = _by_word(SALUTATIONS)
_SOURCES = {**_by_word(SOURCES), **{fold_words(value): value for value in HeardThrough.values}}


def salutation(text: str) -> dict[str, str]:
    """ "Mr." and "Pani" are salutations; what other programs put there besides is a title."""
    first, _space, rest = text.partition(" ")
    if found := _SALUTATIONS.get(fold_words(first)):
        return {"salutation": found, "title_before": rest}
    return {"title_before": text} if fold_words(first).split(" ")[0] in TITLES else {"salutation": text}


def source(text: str) -> dict[str, str]:
    """Where a customer comes from; what is none of our sources is kept in words."""
    folded = fold_words(text)
    labels = {fold_words(str(label)): value for value, label in HeardThrough.choices}
    found = _SOURCES.get(folded) or labels.get(folded)
    return {"source": found} if found else {"source": "other", "source_detail": text}


def full_name(text: str) -> dict[str, str]:
    """The parts of a whole name: titles, first name, last name; with a comma the last name comes first."""
    if "," in text and not _ends_in_titles(text):
        last, _comma, first = text.partition(",")
        return {"first_name": first.strip(), "last_name": last.strip()}
    text, _comma, after = text.partition(",")
    words = text.split()
    titles = []
    while len(words) > 1 and fold_words(words[0]) in TITLES:
        titles.append(words.pop(0))
    parts = {"title_before": " ".join(titles), "title_after": after.strip()}
    if len(words) == 1:
        return {**parts, "last_name": words[0]}
    return {**parts, "first_name": words[0] if words else "", "last_name": " ".join(words[1:])}


def _ends_in_titles(text: str) -> bool:
    after = fold_words(text.partition(",")[2]).replace(" ", "")
    return after in {"phd", "csc", "mba", "drsc", "dis", "llm", "jr", "sr", "msc", "ll m"}


CONTACT_MEANINGS: dict[str, Meaning] = {
    "name": full_name,
    "salutation": salutation,
    "lifecycle_stage": in_our_words("lifecycle_stage", STAGES),
    "source": source,
}
ACCOUNT_MEANINGS: dict[str, Meaning] = {
    "lifecycle_stage": in_our_words("lifecycle_stage", STAGES),
    "source": source,
    "roles": in_our_words("roles", ROLES),
}
