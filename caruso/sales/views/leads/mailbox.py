"""The mailbox of leads: the administrator's page."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from caruso.kernel.request import Request
from caruso.sales.forms.mailbox import MailboxForm
from caruso.sales.leads_administering import save_mailbox
from caruso.sales.mail.mailbox import try_out
from caruso.sales.mail.opening import MailboxAway
from caruso.sales.models.lead_mailbox import LeadMailbox, lead_mailbox
from caruso.ui.office.doors import administration
from caruso.ui.toasts import toast


@administration
def mailbox(request: Request) -> HttpResponse:
    """GET tells how it is, POST sets it up."""
    kept = lead_mailbox()
    form = MailboxForm(request.POST or None, instance=kept or LeadMailbox())
    if request.method == "POST" and form.is_valid():
        try:
            save_mailbox(form.instance, form.cleaned_data["password"], by=request.user)
        except ValidationError as problem:
            form.tell(problem)
        else:
            toast(request, _("Saved."))
            return redirect("sales:lead_mailbox")
    context = {"form": form, "kept": lead_mailbox(), "by_environment": bool(settings.LEADS_MAILBOX)}
    return render(request, "sales/office/mailbox.html", context, status=422 if form.errors else 200)


@require_POST
@administration
def try_mailbox(request: Request) -> HttpResponse:
    """Open it as it is saved, and say what was found."""
    kept = lead_mailbox()
    if kept is None:
        raise Http404
    try:
        waiting = try_out(kept)
    except MailboxAway as away:
        toast(request, str(away), error=True)
    else:
        said = ngettext(
            "It works: %(count)d unread message waits there.",
            "It works: %(count)d unread messages wait there.",
            waiting,
        )
        toast(request, said % {"count": waiting})
    return redirect("sales:lead_mailbox")
