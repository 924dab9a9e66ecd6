"""The pipeline that a firm starts with; the administrator then draws it as the firm works.

The names are translated where they are shown, as long as nobody has changed them.
"""

from typing import Any

from django.utils.translation import gettext_noop as _

PIPELINE = ("new-business", _("New business"))
#: Code, name, colour, outcome, probability, goes stale after days.
STAGES: tuple[tuple[str, str, str, str, int, int | None], ...] = (
    ("initiation", _("Initiation"), "gray", "open", 5, 30),
    ("identification", _("Identification"), "blue", "open", 10, 30),
    ("qualification", _("Qualification"), "indigo", "open", 25, 21),
    ("rfq", _("Request for quotation received"), "violet", "open", 40, 7),
    ("quoted", _("Quotation sent"), "amber", "open", 60, 14),
    ("won", _("Won"), "green", "won", 100, None),
    ("lost", _("Lost"), "red", "lost", 0, None),
)


def seed_pipeline(pipeline_model: Any, stage_model: Any) -> None:
    """Make the first pipeline, unless the firm has one."""
    if pipeline_model.objects.exists():
        return
    code, name = PIPELINE
    pipeline = pipeline_model.objects.create(code=code, name=name)
    for position, (stage, label, colour, outcome, probability, days) in enumerate(STAGES):
        stage_model.objects.create(
            pipeline=pipeline,
            code=stage,
            name=label,
            position=position,
            colour=colour,
            outcome=outcome,
            probability=probability,
            rots_after_days=days,
        )
