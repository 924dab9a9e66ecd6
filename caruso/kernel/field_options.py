"""What may be said of a field of each kind beside its labels, and reading it from what an administrator gave.

Each is kept under its name in `CustomField.options`, values as JSON. `options_for` is what a page offers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caruso.kernel.fields import Field
from caruso.kernel.fields.defaults import ME, NOW, is_me, is_now
from caruso.kernel.objects import business_objects
from caruso.kernel.patterns import check_pattern, fits

#: Of a link to what another program keeps.
LEADS_ELSEWHERE = _(
    "Another program keeps these records, so no link can lead to them. Say in their mapping what they belong with."
)


@dataclass(frozen=True)
class Option:
    """`asked` says how: yes_no, value (as of the field itself), text, object (the key of one), or labels (by language)."""

    name: str
    label: Any
    asked: str
    help: Any = ""


UNIQUE = Option("unique", _("No two records alike"), "yes_no", _("Records in the bin do not count."))
DEFAULT = Option("default", _("New records begin with"), "value")
MINIMUM = Option("minimum", _("Least"), "value")
MAXIMUM = Option("maximum", _("Most"), "value")
PATTERN = Option("pattern", _("Pattern"), "text", _("A regular expression for the whole text: [A-Z]{2}-[0-9]{4}."))
PATTERN_HINT = Option("pattern_hint", _("What to say where it does not fit"), "text")
TARGET = Option("target", _("Leads to"), "object")
MANY = Option("many", _("To several records"), "yes_no")
REVERSE = Option("reverse", _("Name from the other side"), "text", _("As conditions there call it, such as claims."))
REVERSE_LABELS = Option("reverse_labels", _("Label on the other side"), "labels")

_RANGED = (MINIMUM, MAXIMUM)
_LINK = (TARGET, MANY, REVERSE, REVERSE_LABELS, UNIQUE)
OFFERED: dict[str, tuple[Option, ...]] = {
    "text": (DEFAULT, UNIQUE, PATTERN, PATTERN_HINT),
    "long_text": (DEFAULT,),
    "choice": (DEFAULT, UNIQUE),
    "choices": (DEFAULT,),
    "integer": (DEFAULT, *_RANGED, UNIQUE),
    "decimal": (DEFAULT, *_RANGED, UNIQUE),
    "percent": (DEFAULT, *_RANGED, UNIQUE),
    "money": (DEFAULT, *_RANGED),
    "date": (DEFAULT, *_RANGED, UNIQUE),
    "datetime": (DEFAULT, *_RANGED, UNIQUE),
    "duration": (DEFAULT, *_RANGED, UNIQUE),
    "rating": (DEFAULT,),
    "yes_no": (DEFAULT,),
    "email": (DEFAULT, UNIQUE),
    "phone": (DEFAULT, UNIQUE),
    "url": (DEFAULT, UNIQUE),
    "person": (DEFAULT, UNIQUE),
    "relation": _LINK,
}
#: Said of any field, and cleaned by who evaluates them.
ELSEWHERE = {"visible_when", "required_when", "formula", "result", "roll_up"}
#: The help text in other languages than English, which any field may have.
HELPS = "helps"
LONGEST_HELP = 300
#: What stays as it was once the field is there, because values hang on it.
FIXED = ("target", "many")
#: Said only of a field in the bin: the name that it had before one of another kind took its place.
ASIDE = "converted_from"
LONGEST_HINT = 200
LONGEST_LABEL = 80
_VALUES = ("minimum", "maximum", "default")


def options_for(kind: str) -> tuple[Option, ...]:
    """What may be said of a field of this kind, in the order in which it is asked."""
    return OFFERED.get(kind, ())


def clean_options(field: Field, given: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of this field, checked and as JSON keeps it; what says nothing is left out.

    `field` is the field without them. Raises ValidationError by the name of the option.
    """
    known = {option.name: option for option in options_for(field.kind.name.replace("relations", "relation"))}
    cleaned: dict[str, Any] = {}
    problems: dict[str, Any] = {}
    for name, raw in given.items():
        if raw in (None, "", [], {}, False):
            continue
        if name in ELSEWHERE:
            cleaned[name] = raw
            continue
        if name == HELPS:
            cleaned[name] = in_languages(raw, LONGEST_HELP)
            continue
        if name not in known:
            problems[name] = _("A field of this kind has nothing like that.")
            continue
        try:
            cleaned[name] = _cleaned(field, known[name], raw)
        except ValidationError as problem:
            problems[name] = problem.messages
    if not problems:
        problems = _contradictions(field, cleaned)
    if TARGET.name in known and not cleaned.get("target"):
        problems.setdefault("target", _("Please fill this in."))
    if problems:
        raise ValidationError(problems)
    return cleaned


def _cleaned(field: Field, option: Option, raw: Any) -> Any:
    match option.asked:
        case "yes_no":
            return True
        case "value" if option is DEFAULT and is_now(field, raw):
            return NOW
        case "value" if option is DEFAULT and is_me(field, raw):
            return ME
        case "value":
            return field.kind.dump(field.parse(raw))
        case "labels":
            return in_languages(raw, LONGEST_LABEL)
        case "object":
            return _known_object(str(raw))
    text = " ".join(str(raw).replace("\x00", "").split())
    if option is PATTERN:
        check_pattern(text)
    if option is REVERSE:
        from caruso.kernel.field_names import name_for

        return name_for(text)
    return text[:LONGEST_HINT]


def in_languages(raw: Any, longest: int) -> dict[str, str]:
    """Texts by language, those that say something."""
    found = {str(code)[:10]: " ".join(str(text or "").split())[:longest] for code, text in dict(raw).items()}
    return {code: text for code, text in found.items() if text}


def _known_object(key: str) -> str:
    described = next((one for one in business_objects() if one.key == key), None)
    if described is None:
        raise ValidationError(_("Please choose from the list."))
    if not described.takes_fields:
        raise ValidationError(LEADS_ELSEWHERE)
    return key


def _contradictions(field: Field, cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """What cannot be said together."""
    said = {
        name: field.kind.load(cleaned[name]) for name in _VALUES if name in cleaned and cleaned[name] not in (NOW, ME)
    }
    least, most, first = (said.get(name) for name in _VALUES)
    if least is not None and most is not None and least > most:
        return {"maximum": _("The most is less than the least.")}
    if cleaned.get("many") and cleaned.get("unique"):
        return {"unique": _("A link to several records cannot be the only one.")}
    if first is None:
        return {}
    if (least is not None and first < least) or (most is not None and first > most):
        return {"default": _("This is not between the least and the most.")}
    if (pattern := cleaned.get("pattern")) and not fits(pattern, str(first)):
        return {"default": _("This does not fit the pattern.")}
    return {}
