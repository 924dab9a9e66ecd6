"""How events of sales are told on timelines."""

from django.utils.translation import gettext_lazy as _

from caruso.screens.timeline.telling import ICONS, SENTENCES


def start() -> None:
    SENTENCES.update(
        {
            "won": _("won the deal"),
            "lost": _("lost the deal"),
            "became_customer": _("made a customer of the prospect"),
            "lead_given": _("gave the lead to somebody"),
            "contacted": _("made the first contact"),
            "promise_broken": _("saw the promised time go by without a first contact"),
            "converted": _("converted the lead"),
            "filled": _("added what a lead had told"),
            "unfilled": _("took back what a lead had told"),
            "unconverted": _("took the conversion back"),
            "disqualified": _("disqualified the lead"),
            "redrawn": _("put the stage away"),
            "stayed": _("sent a quote; the deal stays in its stage for now"),
            "approval_asked": _("asked for an approval"),
            "approval_approved": _("gave an approval"),
            "approval_refused": _("refused an approval"),
            "approval_withdrawn": _("took a question for approval back"),
        }
    )
    ICONS.update(
        {
            "won": ("trophy", "green"),
            "lost": ("circle-x", "red"),
            "became_customer": ("handshake", "green"),
            "lead_given": ("users-round", "blue"),
            "contacted": ("phone-call", "green"),
            "promise_broken": ("circle-alert", "red"),
            "converted": ("sparkles", "violet"),
            "filled": ("sparkles", "blue"),
            "unfilled": ("undo-2", "gray"),
            "unconverted": ("undo-2", "violet"),
            "disqualified": ("ban", "gray"),
            "stayed": ("hourglass", "amber"),
            "approval_asked": ("hourglass", "amber"),
            "approval_approved": ("check-check", "green"),
            "approval_refused": ("ban", "red"),
            "approval_withdrawn": ("undo-2", "gray"),
        }
    )
