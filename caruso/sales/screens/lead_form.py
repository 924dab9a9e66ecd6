"""Lead forms as people see them."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caruso.kernel.objects import business_object
from caruso.sales.models import LeadForm
from caruso.sales.views.leads.asking import options_of
from caruso.screens.description import Panel, Related, Screen, Section, describe


class SnippetsPanel(Panel):
    """The form's public address, and what to paste into a website to have it there."""

    template = "sales/leads/snippets.html"
    label, icon = _("For your website"), "code"
    position = "middle"

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        address = f"{settings.SITE_URL.rstrip('/')}{reverse('sales:lead_form', args=[record.token])}"
        # As text for a page of others, so without what our own templates bring along.
        context = {"form": record, "address": address, "asked": _asked(record)}
        return {
            "address": address,
            "frame": render_to_string("sales/leads/snippet_frame.txt", context).strip(),
            "plain": render_to_string("sales/leads/snippet_plain.txt", context).strip(),
        }


def _asked(form: LeadForm) -> list[tuple[Any, ...]]:
    """Each field asked for, with its kind and the options to choose from."""
    lead = business_object("sales.lead")
    return [(*one, lead.field(one[0]).kind.name, options_of(lead.field(one[0]))) for one in form.asked_with_labels]


@describe(LeadForm)
class LeadFormScreen(Screen):
    slug = "lead-forms"
    icon = "clipboard-list"
    colour = "coral"
    group = "sales"
    position = 25
    columns = ("name", "active", "source", "campaign", "product", "updated_at")
    order = "name"
    form = (
        Section(_("Form"), "name", "active", "title", "intro", "language"),
        Section(_("What it asks"), "asks", "requires", "consent", "thanks"),
        Section(_("What its leads bring along"), "source", "campaign", "product", "owner", "team"),
    )
    panels = (SnippetsPanel(), Related("leads", ("name", "state", "created_at"), order="-created_at"))
    search = ("name",)
    importable = False
