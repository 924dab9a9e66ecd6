"""How wide a column is until somebody drags it, in CSS pixels."""

from caruso.kernel.fields import Field

TICK = 44
TITLE = 260
_OTHERS = 180
#: An amount that is told in parts, each with its words.
_IN_PARTS = 212
_OF_KIND = {
    "choice": 136,
    "country": 136,
    "date": 112,
    "annual_day": 112,
    "datetime": 144,
    "decimal": 112,
    "duration": 96,
    "email": 248,
    "entries": 240,
    "integer": 96,
    "long_text": 280,
    "money": 144,
    "percent": 88,
    "person": 144,
    "phone": 152,
    "rating": 112,
    "relation": 208,
    "team": 128,
    "yes_no": 80,
}


#: What stands around a heading, what a letter takes in it, and how wide a moment may get for the sake of its heading.
_AROUND_HEAD, _LETTER_OF_HEAD, _WIDEST_MOMENT = 44, 7, 224
#: A chip's dot and the padding around it and its cell, what a letter takes in it, and where it may be cut.
_AROUND_CHIP, _LETTER, _WIDEST_CHIP = 54, 6.5, 248


def width_of(field: Field, *, title: bool = False) -> int:
    """Enough for most values of this kind of field; what names the record gets more, a chip what its
    words need, and a moment what its heading does."""
    if field.parts_of:
        return _IN_PARTS
    if title:
        return TITLE
    usual = _OF_KIND.get(field.kind.name, _OTHERS)
    if field.kind.name == "datetime":
        return max(usual, min(_AROUND_HEAD + len(str(field.label)) * _LETTER_OF_HEAD, _WIDEST_MOMENT))
    if field.kind.name != "choice" or not field.colours:
        return usual
    longest = max((len(str(label)) for _value, label in field.choices), default=0)
    return max(usual, min(_AROUND_CHIP + round(longest * _LETTER), _WIDEST_CHIP))
