"""Numbers of records as they come from outside."""


def number_from(text: str) -> int | None:
    """The number, if the text is one that a record could have: plain digits, and no more than a column holds."""
    plain = text.isascii() and text.isdigit() and len(text) <= 18
    return int(text) if plain else None
