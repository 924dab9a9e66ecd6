"""What is asked and was decided about a record, with the answer where the reader is the one who was asked."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from caruso.sales.models import Approval
from caruso.sales.models.approval import ApprovalState
from caruso.screens.description import Panel

MOST = 40


class ApprovalPanel(Panel):
    """For the page of any record that approvals are asked about; nothing where none was.

    Of each question the newest answer stands, and those before it are history: a refusal that was asked anew, or came
    to nothing, warns nobody any more.
    """

    template = "sales/panels/approvals.html"
    label, icon = _("Approvals"), "stamp"
    position = "top"

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        about = Approval.objects.about(record).select_related("approver", "role", "asked_by", "decided_by", "task")
        known = list(about.order_by("-pk")[:MOST])
        newest = {one.purpose: one.pk for one in reversed(known)}
        told = [one for one in known if one.state != ApprovalState.WITHDRAWN]
        if not told:
            return None
        standing = [one for one in told if newest[one.purpose] == one.pk]
        return {
            "rows": [
                (one, one.state == ApprovalState.ASKED and one.may_be_decided_by(user, record)) for one in standing
            ],
            "earlier": [one for one in told if one not in standing],
        }
