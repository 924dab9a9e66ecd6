"""The outbox to the back office: each order and each invoice once, and that an order was cancelled."""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caruso.kernel.models import Record

#: Where nobody is connected: the back office collects by API or as CSV.
COLLECTED = "collected"


class HandoverKind(models.TextChoices):
    PAPER = "paper", _("paper")
    CANCELLATION = "cancellation", _("cancellation")


class HandoverState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("being sent")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")
    RECALLED = "recalled", _("no longer needed")


#: From → to, as anybody may write it, a connected program by the API included.
ALLOWED = {
    HandoverState.WAITING: {
        HandoverState.SENDING,
        HandoverState.ACCEPTED,
        HandoverState.REFUSED,
        HandoverState.RECALLED,
    },
    HandoverState.SENDING: {HandoverState.ACCEPTED, HandoverState.REFUSED},
    HandoverState.REFUSED: {HandoverState.WAITING, HandoverState.RECALLED},
    HandoverState.RECALLED: {HandoverState.WAITING},
    HandoverState.ACCEPTED: set[HandoverState](),
}


class Handover(Record):
    """A paper on its way to the back office, or the word that one which is there was cancelled.

    `key` makes sure that it goes there once; `reference` is its name there.
    """

    kind = models.CharField(_("what"), max_length=12, choices=HandoverKind, default=HandoverKind.PAPER, editable=False)
    title = models.CharField(_("paper"), max_length=60, editable=False)
    order = models.ForeignKey(
        "sales.Order", models.CASCADE, null=True, editable=False, related_name="handovers", verbose_name=_("order")
    )
    invoice = models.ForeignKey(
        "sales.Invoice", models.CASCADE, null=True, editable=False, related_name="handovers", verbose_name=_("invoice")
    )
    #: Whose order or invoice it is, for the list.
    account = models.ForeignKey(
        "customers.Account",
        models.SET_NULL,
        null=True,
        editable=False,
        db_index=False,
        related_name="+",
        verbose_name=_("account"),
    )
    target = models.CharField(_("to"), max_length=40, default=COLLECTED, editable=False)
    key = models.CharField(_("key"), max_length=120, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=HandoverState, default=HandoverState.WAITING)
    reference = models.CharField(_("number there"), max_length=120, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)

    COLOURS: ClassVar[dict[str, Any]] = {
        "state": {"waiting": "gray", "sending": "blue", "accepted": "green", "refused": "red", "recalled": "gray"},
        "kind": {"paper": "gray", "cancellation": "amber"},
    }

    class Meta:
        verbose_name = _("hand-over")
        verbose_name_plural = _("outbox")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["updated_at", "id"], name="handover_by_updated", condition=models.Q(binned_at=None)),
            models.Index(fields=["state", "id"], name="handover_by_state"),
            models.Index(fields=["account"], name="handover_by_account"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def paper(self) -> Any:
        return self.order or self.invoice

    @property
    def is_refused(self) -> bool:
        return self.state == HandoverState.REFUSED

    @property
    def can_be_set_aside(self) -> bool:
        return self.state in (HandoverState.WAITING, HandoverState.REFUSED)

    @property
    def is_collected(self) -> bool:
        """Whether nobody is connected, so that it waits until somebody fetches it."""
        return self.target == COLLECTED

    @property
    def is_waiting(self) -> bool:
        return self.state == HandoverState.WAITING

    @property
    def is_cancellation(self) -> bool:
        return self.kind == HandoverKind.CANCELLATION

    @property
    def is_there(self) -> bool:
        """Whether the back office has it, or may have it."""
        return self.state in (HandoverState.SENDING, HandoverState.ACCEPTED)

    def timeline_subjects(self) -> list[tuple[str, int]]:
        found = [("sales.order", self.order_id), ("sales.invoice", self.invoice_id)]
        return [(object, number) for object, number in found if number]

    def derive(self) -> None:
        self.account_id = self.paper.account_id if self.paper is not None else None
        self.key = self.key or f"by-hand:{uuid4().hex}"

    def check_change(self, changes: Mapping[str, Any], *, by: Any) -> None:
        if "state" in changes:
            before, after = (HandoverState(one) for one in changes["state"])
            if after not in ALLOWED[before]:
                raise ValidationError(
                    {
                        "state": _("What is %(before)s cannot become %(after)s.")
                        % {"before": before.label, "after": after.label}
                    }
                )

    def check_bin(self, *, by: Any) -> None:
        if self.paper is not None:
            raise ValidationError(_("The outbox keeps everything, so that nothing is sent twice."))

    def accept(self, *, by: Any, reference: str = "") -> None:
        self.change(
            {"state": HandoverState.ACCEPTED, "reference": reference, "reason": "", "sent_at": timezone.now()},
            by=by,
            kind="accepted",
        )

    def refuse(self, *, by: Any, reason: str) -> None:
        """The back office does not take it; whoever's it is, is told."""
        from caruso.sales.outbox import tell_refused

        with transaction.atomic():
            self.change({"state": HandoverState.REFUSED, "reason": reason[:500]}, by=by, kind="refused")
            tell_refused(self)

    def try_again(self, *, by: Any) -> None:
        """Once more, after what was wrong is mended."""
        self.change({"state": HandoverState.WAITING, "reason": ""}, by=by, kind="tried_again")

    def recall(self, *, by: Any) -> None:
        """It is not to go there any more. Raises ValidationError for what is there."""
        self.change({"state": HandoverState.RECALLED}, by=by, kind="recalled")

    def set_aside(self, *, by: Any, reason: str = "") -> None:
        """A person decides that it does not go there, and says why. Raises ValidationError."""
        if not reason.strip():
            raise ValidationError({"reason": _("Say why, so that whoever looks for it there knows.")})
        values = {"state": HandoverState.RECALLED, "reason": " ".join(reason.split())[:500]}
        self.change(values, by=by, kind="recalled")
