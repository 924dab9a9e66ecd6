"""Lead forms as people see them."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from caruso.kernel.objects import business_object
from caruso.sales.guarding import TRAP
from caruso.sales.models import LeadForm
from caruso.sales.views.leads.asking import label_asked, options_of
from caruso.screens.description import Panel, Related, Screen, Section, describe
from caruso.ui.languages import languages


class SnippetsPanel(Panel):
    """The form's public address, and what to paste into a website to have it there."""

    template = "sales/leads/snippets.html"
    label, icon = _("For your website"), "code"
    position = "middle"

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        address = f"{settings.SITE_URL.rstrip('/')}{reverse('sales:lead_form', args=[record.token])}"
        # As text for a page of others, so without what our own templates bring along.
        frame = render_to_string("sales/leads/snippet_frame.txt", {"form": record, "address": address}).strip()
        spoken = [one for one in languages() if record.spoken in ("", one[0])]
        plain = [{"language": code, "name": name, "html": _plain(record, address, code)} for code, name in spoken]
        return {"address": address, "frame": frame, "plain": plain}


def _plain(form: LeadForm, address: str, language: str) -> str:
    """The form as HTML in one language; the answers to it speak that language as well."""
    if not form.spoken:
        address = f"{address}?language={language}"
    with translation.override(language):
        context = {"form": form, "address": address, "language": language, "trap": TRAP, "asked": _asked(form)}
        return render_to_string("sales/leads/snippet_plain.txt", context).strip()


def _asked(form: LeadForm) -> list[dict[str, Any]]:
    """Each field asked for, with its kind and the options to choose from."""
    fields = [business_object("sales.lead").field(name) for name in form.asked]
    return [
        {
            "name": one.name,
            "label": label_asked(one),
            "required": one.name in form.requires,
            "kind": one.kind.name,
            "options": options_of(one),
        }
        for one in fields
    ]


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
