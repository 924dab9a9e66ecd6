"""What people and programs write beside a phone or an e-mail to say of which kind it is."""

from typing import Literal

from caruso.screens.transfer.headers import fold

Kind = Literal["work", "home", "mobile", "fax", "other"]

WORDS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    ("fax", ("fax", "faks")),
    ("mobile", ("mobile", "cell", "cellular", "iphone", "komorka", "komorkowy", "mobil", "mobilni")),
    ("work", ("work", "business", "office", "company", "main", "praca", "sluzbowy", "biuro", "firma", "prace",
              "pracovni", "kancelar", "zamestnani")),
    ("home", ("home", "private", "personal", "dom", "domowy", "prywatny", "osobisty", "domu", "domov", "domaci",
              "soukromy", "osobni")),
)  # fmt: skip


def kind_of_label(label: str) -> Kind:
    """ "* Work", "Służbowy" and "PRÁCE" are work; what is unknown is other. A fax at work is a fax."""
    words = set(fold(label).split())
    return next((kind for kind, known in WORDS if words & set(known)), "other")
