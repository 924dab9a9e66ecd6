"""What reminders say: Caruso's own words, and those that the firm has written, with placeholders to be filled in."""

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

#: What can stand in a text, and what it is filled with.
PLACEHOLDERS: dict[str, Any] = {
    "number": gettext_lazy("number of the invoice"),
    "amount": gettext_lazy("what is still to be paid"),
    "due": gettext_lazy("day on which it was due"),
    "days": gettext_lazy("days since then"),
    "account": gettext_lazy("our bank account"),
    "firm": gettext_lazy("name of our firm"),
}
_PLACE = re.compile(r"\{(\w*)\}")


def shipped_words(wording: str) -> tuple[str, str]:
    """Subject and text in the language that is active, with placeholders as people write them."""
    subject, text = {
        "friendly": (
            _("A friendly reminder: invoice %(number)s"),
            _(
                "Good day,\n\nour invoice %(number)s over %(amount)s was due on %(due)s, and we have not seen the payment yet. "
                "Maybe it slipped your mind, or is on its way: then please take no notice of this.\n\n"
                "Our account: %(account)s, reference %(number)s.\n\nThank you, and best regards\n%(firm)s"
            ),
        ),
        "second": (
            _("Second reminder: invoice %(number)s is %(days)s days overdue"),
            _(
                "Good day,\n\n%(amount)s of our invoice %(number)s are still open, due on %(due)s. Please pay within seven days, "
                "or write to us if something is not right, so that we can solve it together.\n\n"
                "Our account: %(account)s, reference %(number)s.\n\nBest regards\n%(firm)s"
            ),
        ),
        "final": (
            _("Final reminder: invoice %(number)s"),
            _(
                "Good day,\n\nin spite of our reminders %(amount)s of invoice %(number)s, due on %(due)s, are not paid. "
                "We ask you for the last time to pay within seven days. After that we have to stop deliveries and to hand the "
                "claim over for collection, with interest and costs.\n\n"
                "Our account: %(account)s, reference %(number)s.\n\n%(firm)s"
            ),
        ),
    }[wording]
    return _as_written(subject), _as_written(text)


def words_of(step: Any) -> tuple[str, str]:
    """Those of a step in the language that is active: the firm's, else Caruso's."""
    language = (get_language() or "").partition("-")[0]
    subject, text = shipped_words(step.wording)
    return step.own(language, "subject") or subject, step.own(language, "text") or text


def filled(text: str, values: Mapping[str, Any]) -> str:
    """Each known placeholder with its value, once: what a value says is no placeholder."""
    return _PLACE.sub(lambda found: str(values.get(found[1], found[0])), text)


def check_placeholders(text: str) -> None:
    """Raises ValidationError for one that nothing is filled in for."""
    unknown = [name for name in _PLACE.findall(text) if name not in PLACEHOLDERS]
    if unknown:
        raise ValidationError(
            _("Nothing can be filled in for %(unknown)s. There are: %(known)s.")
            % {
                "unknown": ", ".join(f"{{{name}}}" for name in unknown),
                "known": ", ".join(f"{{{name}}}" for name in PLACEHOLDERS),
            }
        )


def _as_written(text: str) -> str:
    """`%(number)s`, as translators write it, as `{number}`."""
    return re.sub(r"%\((\w+)\)s", r"{\1}", text)
