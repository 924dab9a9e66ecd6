"""People of the firm found by what a file calls them."""

from django.utils.translation import gettext as _

from caruso.kernel.models import User
from caruso.kernel.text import fold_words
from caruso.screens.transfer.importing.gathering import Gathered


def resolve_people(rows: list[Gathered]) -> None:
    """Turn names and e-mails of people into their numbers. One query; none where nobody is named."""
    if not any(row.people for row in rows):
        return
    known = _people()
    for row in rows:
        for name, (header, text) in row.people.items():
            number = known.get(text.strip().lower()) or known.get(fold_words(text))
            if number:
                row.values[name] = number
            else:
                row.messages.append((header, _("Nobody here is called “%(name)s”.") % {"name": text[:80]}))


def _people() -> dict[str, int]:
    """Active people by e-mail and by folded name; a name that two share tells nobody."""
    known: dict[str, int] = {}
    shared: set[str] = set()
    for number, email, name in User.objects.filter(is_active=True).values_list("pk", "email", "name"):
        known[email.lower()] = number
        folded = fold_words(name)
        if folded in known:
            shared.add(folded)
        known[folded] = number
    return {word: number for word, number in known.items() if word not in shared}
