"""The card on the record page that says whom the record may be the same as."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from caruso.kernel.models import User
from caruso.screens.description import Panel, screen_of
from caruso.screens.matching.candidates import candidates
from caruso.screens.matching.models import DuplicatePair

LEAST_PERCENT = 40


class PossibleDuplicates(Panel):
    """Shown only where there are any; one small query otherwise."""

    template = "screens/matching/_panel.html"
    title = _("possible duplicates")
    label, icon = _("Possible duplicates"), "copy"

    def context(self, record: Any, user: User) -> dict[str, Any] | None:
        screen = screen_of(record)
        found = [one for one in candidates(screen, record, user) if one.percent >= LEAST_PERCENT]
        if found:
            judged = DuplicatePair.objects.of(screen.key, [record.pk]).exclude(dismissed_at=None)
            different = {number for pair in judged.values_list("first", "second") for number in pair}
            found = [one for one in found if one.record.pk not in different]
        if not found:
            return None
        access = user.access
        may_merge = access.may(screen.key, "edit") and access.may(screen.key, "delete")
        return {"screen": screen, "candidates": found, "may_merge": may_merge}
