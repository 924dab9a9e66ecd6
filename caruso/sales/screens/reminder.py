"""Reminders as people see them."""

from django.utils.translation import gettext_lazy as _

from caruso.sales.models import Reminder
from caruso.sales.sending.panel import MailsPanel
from caruso.screens.description import Action, Screen, Section, StandardView, describe


def _is_proposed(reminder: Reminder) -> bool:
    return reminder.is_proposed


@describe(Reminder)
class ReminderScreen(Screen):
    slug = "reminders"
    icon = "bell-ring"
    colour = "amber"
    group = "back_office"
    position = 30
    title = "subject"
    columns = ("subject", "account", "invoice", "step", "state", "email", "sent_at", "updated_at")
    views = (StandardView("proposed", _("To send"), 'state = "proposed"'),)
    form = (Section(_("Reminder"), "invoice", "step", "email", "subject", "text"),)
    facts = (Section(_("Reminder"), "invoice", "account", "step", "state", "sent_at", "email", "text"),)
    panels = (MailsPanel(),)
    actions = (
        Action("send", _("Send by e-mail"), "send", shown=_is_proposed),
        Action("mark_sent", _("It went by post"), "mailbox", shown=_is_proposed),
        Action("skip", _("Skip"), "skip-forward", shown=_is_proposed),
    )
    in_search = False
    importable = False
    mergeable = False
