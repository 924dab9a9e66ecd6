"""What went to the customer from this page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from caruso.kernel.access.queryset import reaches
from caruso.sales.models import OutgoingMail
from caruso.sales.printing.doors import may_have_paper
from caruso.sales.sending.kinds import kind_of
from caruso.screens.description import Panel

MOST = 8


class MailsPanel(Panel):
    """The mails about the record, the last one first, with another try for those that did not leave."""

    template = "sales/sending/_mails.html"
    label, icon = _("Sent by e-mail"), "send"

    def context(self, record: Any, user: Any) -> dict[str, Any] | None:
        mails = OutgoingMail.objects.filter(object=record.described.key, record=record.pk)
        found = list(mails.select_related("created_by").order_by("-pk")[:MOST])
        if not found:
            return None
        document = kind_of(found[0]).document(record)
        return {
            "mails": found,
            "sees_words": may_have_paper(document, user),
            "may_try": not record.in_bin and reaches(record, user, "edit"),
        }
