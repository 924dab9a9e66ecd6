"""Labels in the languages of the house, written in one line: `gold | złoto | zlato`."""

from django.conf import settings

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def languages(line: str) -> dict[str, str]:
    """The parts of the line by language, in the order of the house."""
    parts = [part.strip() for part in line.split("|")]
    return {code: part[:80] for code, part in zip(LANGUAGES, parts, strict=False) if part}


def in_a_line(labels: dict[str, str]) -> str:
    return " | ".join(labels.get(code, "") for code in LANGUAGES).rstrip(" |")
