"""The pages of leads: how they end, the public form, and how the administrator sets them up."""

from django.urls import path, register_converter

from caruso.sales.views.leads import converting, mailbox, public_form, settings


class RuleKind:
    """scoring or assignment."""

    regex = "scoring|assignment"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(RuleKind, "lead_rule_kind")

urlpatterns = [
    path("f/<str:token>", public_form.fill_in, name="lead_form"),
    path("f/<str:token>/thanks", public_form.thanks, name="lead_form_thanks"),
    path("leads/<int:number>/convert", converting.convert, name="convert_lead"),
    path("leads/<int:number>/disqualify", converting.disqualify, name="disqualify_lead"),
    path("leads/<int:number>/take-back", converting.take_back, name="take_back_lead"),
    path("office/leads", settings.overview, name="lead_settings"),
    path("office/leads/mailbox", mailbox.mailbox, name="lead_mailbox"),
    path("office/leads/mailbox/try", mailbox.try_mailbox, name="try_lead_mailbox"),
    path("office/leads/preview", settings.preview, name="preview_lead_rule"),
    path("office/leads/<lead_rule_kind:kind>/new", settings.new_rule, name="new_lead_rule"),
    path("office/leads/<lead_rule_kind:kind>/<int:number>", settings.one_rule, name="lead_rule"),
    path("office/leads/<lead_rule_kind:kind>/<int:number>/move", settings.move_rule, name="move_lead_rule"),
    path("office/leads/<lead_rule_kind:kind>/<int:number>/remove", settings.remove_rule, name="remove_lead_rule"),
]
