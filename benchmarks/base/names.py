"""Names in the quantity of a country: the pools of the demo story, and last names made by the rules of the language."""

from itertools import product

from caruso.customers.seeds.firms import FIRMS, TRADES
from caruso.customers.seeds.people import NAMES

_ONSETS = ("Ba", "Bo", "Bu", "Da", "Do", "Dra", "Ga", "Go", "Ha", "Ja", "Ka", "Ko", "Kra", "La", "Ma", "Mo", "Na", "Pa", "Po", "Ra", "Ro", "Sa", "Ska", "To", "Wa", "Za")  # fmt: skip
_MIDDLES = {
    "PL": ("bi", "che", "dzi", "ge", "ja", "lew", "łu", "mi", "ni", "po", "rwi", "si", "szu", "tka", "wro", "ży"),
    "CZ": ("bi", "cho", "di", "hu", "jí", "le", "lou", "me", "ně", "pe", "ří", "se", "ště", "tě", "vra", "ží"),
    "GB": ("ber", "der", "fer", "ling", "mer", "ning", "per", "ring", "sel", "tter", "ver", "wick"),
}
#: Endings for men and for women.
_ENDINGS = {
    "PL": (("ński", "ńska"), ("cki", "cka"), ("wicz", "wicz"), ("czyk", "czyk"), ("rek", "rek"), ("sz", "sz")),
    "CZ": (("ský", "ská"), ("ček", "čková"), ("cha", "chová"), ("lík", "líková"), ("nek", "nková"), ("l", "lová")),
    "GB": (("ton", "ton"), ("son", "son"), ("ley", "ley"), ("ford", "ford"), ("worth", "worth"), ("ham", "ham")),
}


def last_names(country: str) -> list[tuple[str, str]]:
    """(of a man, of a woman): the common names several times, as they are in a telephone book, then the rare ones."""
    pool = NAMES[country]
    pairs = [(one.split("|")[0], one.split("|")[1]) for one in pool["pairs"]]
    common = [*pairs, *((name, name) for name in pool["last"])]
    rare = [
        (onset + middle + man, onset + middle + woman)
        for onset, middle, (man, woman) in product(_ONSETS, _MIDDLES[country], _ENDINGS[country])
    ]
    return common * 8 + rare


def first_names(country: str) -> tuple[list[str], list[str]]:
    return NAMES[country]["men"], NAMES[country]["women"]


def firm_words(country: str) -> list[str]:
    """What firms are called after: the demo's words, and families."""
    return [*FIRMS[country]["words"], *sorted({man for man, _woman in last_names(country)})]


def firm_patterns(country: str) -> list[str]:
    return [pattern + form for trade in TRADES for pattern in FIRMS[country][trade] for form in FIRMS[country]["forms"]]
