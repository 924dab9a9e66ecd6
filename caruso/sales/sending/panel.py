"""What went to the customer from this page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from caruso.kernel.access.queryset import reaches
from caruso.sales.models import OutgoingMail
from caruso.sales.printing.doors import may_have_paper
from caruso.sales.sending.kinds import kind_of
from caruso.screens.description import Panel, screen_of
from caruso.screens.doors import may_see

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
        sees_words = may_have_paper(kind_of(found[0]).document(record), user)
        may_try = sees_words and not record.in_bin and reaches(record, user, "edit")
        return {
            "mails": [(mail, may_try and mail.is_failed and not kind_of(mail).comes_back) for mail in found],
            "sees_words": sees_words,
            "sees_addresses": may_see(screen_of(record), user, ("sent_to",)) if hasattr(record, "sent_to") else True,
        }
