"""What is asked and was decided about a record, with the answer where the reader is the one who was asked."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from caruso.sales.models import Approval
from caruso.sales.models.approval import ApprovalState
from caruso.screens.description import Panel

MOST = 3


class ApprovalPanel(Panel):
    """For the page of any record that approvals are asked about; nothing where none was."""

    template = "sales/panels/approvals.html"
    label, icon = _("Approvals"), "stamp"
    position = "top"

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        known = Approval.objects.about(record).exclude(state=ApprovalState.WITHDRAWN)
        rows = list(known.select_related("approver", "role", "asked_by", "decided_by").order_by("-pk")[:MOST])
        if not rows:
            return None
        return {
            "rows": [(one, one.state == ApprovalState.ASKED and one.may_be_decided_by(user, record)) for one in rows]
        }
