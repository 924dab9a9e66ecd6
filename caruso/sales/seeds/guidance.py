"""The guidance of the demo's pipeline, and its rule about large deals; translated where it is shown."""

from django.utils.translation import gettext_noop as _

from caruso.sales.models import ApprovalPolicy, Stage, StageDocument, Suggestion
from caruso.sales.models.pipeline import schema_changed

ADVICE = {
    "initiation": _("Find out who decides, and what a good cup is worth to them."),
    "identification": _("Count the cups of a usual day. Below forty a day, offer the Basso instead of the Aria."),
    "qualification": _(
        "Budget, decision, need, time: without two of the four, agree on a next talk instead of an offer."
    ),
    "rfq": _("Answer within two working days. Ask what else they compare, and by what."),
    "quoted": _("Call two days after sending. Ask for the one thing that still keeps them from signing."),
}
#: Stage, kind, subject, due in days, by itself.
SUGGESTIONS = [
    ("identification", "meeting", _("Look at the place and the water line"), 7, False),
    ("qualification", "meeting", _("Tasting with everybody who decides"), 10, False),
    ("qualification", "task", _("Write down who decides and how"), 3, False),
    ("rfq", "task", _("Check the delivery time of the machines"), 1, False),
    ("quoted", "call", _("Ask how the quotation was received"), 2, True),
    ("quoted", "email", _("Send a reference of the same trade"), 5, False),
]
DOCUMENTS = [
    ("qualification", _("Questionnaire for the first visit"), "https://example.com/questionnaire"),
    ("rfq", _("Price list of machines"), "https://example.com/prices"),
]
REQUIRED = {"qualification": ["contact"], "quoted": ["amount", "close_date"]}


def guide() -> None:
    """Give the first pipeline what a salesperson needs on the way."""
    stages = {stage.code: stage for stage in Stage.objects.all()}
    for code, advice in ADVICE.items():
        stages[code].advice, stages[code].required_fields = advice, REQUIRED.get(code, [])
        stages[code].save()
    for position, (code, kind, subject, days, automatic) in enumerate(SUGGESTIONS):
        Suggestion.objects.create(
            stage=stages[code],
            kind=kind,
            subject=subject,
            due_in_days=days,
            automatic=automatic,
            position=position,
        )
    for code, title, url in DOCUMENTS:
        StageDocument.objects.create(stage=stages[code], title=title, url=url)
    ApprovalPolicy.objects.create(
        name=_("Large deals"),
        asked_on=stages["rfq"],
        condition='amount > "50000 USD"',
        before=stages["quoted"],
        task=_("Review with the senior manager"),
        days=2,
    )
    schema_changed()
