"""Names of people and companies without what does not tell them apart."""

import re
from functools import lru_cache

from caruso.kernel.text import fold_words

#: Legal forms as `fold_words` leaves them (`s.r.o.` → `s r o`).
LEGAL_FORMS = (
    # Polish
    "sp z o o",
    "sp zoo",
    "spolka z ograniczona odpowiedzialnoscia",
    "spolka akcyjna",
    "spolka jawna",
    "spolka komandytowa",
    "spolka cywilna",
    "sp j",
    "sp k",
    "sp p",
    "s k a",
    "p s a",
    "s c",
    # Czech and Slovak
    "s r o",
    "sro",
    "spol s r o",
    "spolecnost s rucenim omezenym",
    "akciova spolecnost",
    "a s",
    "as",
    "v o s",
    "k s",
    "z s",
    "o p s",
    # others
    "s a",
    "sa",
    "gmbh",
    "gmbh co kg",
    "ag",
    "kg",
    "e k",
    "se",
    "ltd",
    "limited",
    "plc",
    "llp",
    "llc",
    "l l c",
    "inc",
    "incorporated",
    "corp",
    "corporation",
    "co",
    "company",
    "bv",
    "b v",
    "nv",
    "n v",
    "oy",
    "ab",
    "aps",
    "sas",
    "sarl",
    "srl",
    "s r l",
    "spa",
    "s p a",
    "kft",
)
#: Forms that Polish firms write before their names.
FORMS_BEFORE = ("pphu", "p p h u", "fhu", "f h u", "phu", "p h u", "ppuh", "zphu")
TITLES = frozenset(
    [
        "ing",
        "inz",
        "mgr",
        "mga",
        "bc",
        "bca",
        "dr",
        "prof",
        "doc",
        "hab",
        "lic",
        "phdr",
        "mudr",
        "mvdr",
        "judr",
        "rndr",
        "paeddr",
        "thdr",
        "phmr",
        "phd",
        "csc",
        "drsc",
        "dsc",
        "mba",
        "msc",
        "dis",
        "mr",
        "mrs",
        "ms",
        "miss",
        "sir",
        "pan",
        "pani",
        "jr",
        "sr",
    ]
)


def _any_of(forms: tuple[str, ...]) -> str:
    return "|".join(sorted(forms, key=len, reverse=True))


_LEGAL_END = re.compile(rf"(?: (?:{_any_of(LEGAL_FORMS)}))+$")
_LEGAL_START = re.compile(rf"^(?:{_any_of(FORMS_BEFORE)}) ")


@lru_cache(maxsize=20_000)
def company_words(name: str) -> str:
    """`Młyny Łódzkie sp. z o.o.` → `mlyny lodzkie`. A name that is nothing but a legal form stays."""
    return _LEGAL_START.sub("", _LEGAL_END.sub("", fold_words(name)))


@lru_cache(maxsize=20_000)
def person_words(name: str) -> str:
    """`Ing. Jan Novák, CSc.` and `NOVÁK Jan` → `jan novak`: the words in order of the alphabet, without titles."""
    return " ".join(sorted(word for word in fold_words(name).split() if word not in TITLES))
