"""How the administrator writes the steps of reminders and the list of carriers; each change is in the audit log."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from caruso.kernel.events.administration import record_administration
from caruso.kernel.text import fold
from caruso.sales.drawing import put_before
from caruso.sales.models import Carrier, Delivery, ReminderStep
from caruso.sales.models.pipeline import schema_changed

LONGEST_CODE = Carrier._meta.get_field("code").max_length or 0


def save_step(step: ReminderStep, *, by: Any) -> None:
    with transaction.atomic():
        kind = "changed" if step.pk else "created"
        step.save()
        record_administration(step, kind, by=by)


def remove_step(step: ReminderStep, *, by: Any) -> None:
    """Reminders that went out stay, with its delay; those to come follow the steps after that."""
    with transaction.atomic():
        record_administration(step, "removed", by=by)
        step.delete()


def save_carrier(carrier: Carrier, *, by: Any) -> None:
    with transaction.atomic():
        kind = "changed" if carrier.pk else "created"
        if not carrier.pk:
            carrier.code = _new_code(carrier.name)
            carrier.position = (Carrier.objects.aggregate(last=Max("position"))["last"] or 0) + 1
        carrier.save()
        record_administration(carrier, kind, by=by)
        schema_changed()


def move_carrier(carrier: Carrier, before: Carrier | None, *, by: Any) -> None:
    """Offer it in front of another one, or last."""
    with transaction.atomic():
        put_before(list(Carrier.objects.select_for_update()), carrier, before)
        record_administration(carrier, "moved", by=by)
        schema_changed()


def remove_carrier(carrier: Carrier, *, by: Any) -> None:
    """Raises ValidationError for one that deliveries went with."""
    with transaction.atomic():
        if Delivery.objects.filter(carrier=carrier.code).exists():
            raise ValidationError(_("Deliveries went with it. Take it out of use instead."))
        record_administration(carrier, "removed", by=by)
        carrier.delete()
        schema_changed()


def _new_code(name: str) -> str:
    """A code that no carrier has yet: `Zásilkovna` → `zasilkovna`, `zasilkovna-2` …"""
    stem = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in fold(name)).strip("-") or "carrier"
    taken = set(Carrier.objects.values_list("code", flat=True))
    number, code = 1, stem[:LONGEST_CODE]
    while code in taken:
        number += 1
        code = f"{stem[: LONGEST_CODE - 1 - len(str(number))]}-{number}"
    return code
