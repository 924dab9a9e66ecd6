"""The dialog that sends a paper, and another try of a mail that did not leave."""

from secrets import token_urlsafe
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caruso.kernel.mail import mail_leaves
from caruso.kernel.request import Request
from caruso.sales.models import OutgoingMail
from caruso.sales.printing.doors import refuse_paper
from caruso.sales.printing.paper import in_its_language, language_of
from caruso.sales.printing.pdf import can_make_pdf
from caruso.sales.sending.kinds import kind_of
from caruso.sales.sending.papers import SENT, SentPaper
from caruso.sales.sending.queueing import queue_mail
from caruso.sales.sending.queueing import try_again as queue_again
from caruso.sales.sending.recipients import proposed_recipient
from caruso.screens.description import screen_of
from caruso.screens.doors import record_or_404
from caruso.ui.toasts import toast

LONGEST_KEY = 60


def send_paper(request: Request, number: int, which: str) -> HttpResponse:
    """GET proposes recipient and words in the customer's language, POST has the paper sent."""
    paper = SENT[which]
    document = record_or_404(screen_of(paper.model), number, request.user, "edit")
    refuse_paper(document, request.user)
    refusal = paper.refusal(document)
    if request.method != "POST":
        return _ask(request, paper, document, _proposed(paper, document, request.user), refusal)
    given = typed_mail(request)
    try:
        if refusal:
            raise ValidationError(refusal)
        mail = queue_mail(paper.kind, document, by=request.user, **given)
    except ValidationError as problem:
        return _ask(request, paper, document, given, " ".join(problem.messages))
    if mail is not None:
        toast(request, _("The message to %(email)s is on its way.") % {"email": mail.email})
    return leave(request, screen_of(document).record_url(document.pk))


def typed_mail(request: Request) -> dict[str, Any]:
    """What the dialog sends back. Its `key` is made when the dialog opens: a second click brings the same one."""
    given = {name: request.POST.get(name, "").replace("\x00", "").strip() for name in ("email", "subject", "message")}
    return {**given, "key": request.POST.get("key", "")[:LONGEST_KEY] or new_key()}


def site_of(request: Request) -> str:
    """With what private addresses begin."""
    return request.build_absolute_uri("/").rstrip("/")


def new_key() -> str:
    return token_urlsafe(12)


def _proposed(paper: SentPaper, document: Any, user: Any) -> dict[str, str]:
    with in_its_language(document):
        subject, message = paper.propose(document)
    email = proposed_recipient(document, user)
    return {"email": email, "subject": subject, "message": message, "key": new_key()}


def _ask(request: Request, paper: SentPaper, document: Any, given: dict[str, Any], problem: str) -> HttpResponse:
    context = {
        "document": document,
        "given": given,
        "problem": problem,
        "refused": bool(paper.refusal(document)),
        "lacks": paper.lacks(document),
        "mail_leaves": mail_leaves(),
        "can_make_pdf": can_make_pdf(),
        "language": language_of(document),
        "path": request.path,
    }
    failed = request.method == "POST"
    return render(request, "sales/sending/send.html", context, status=422 if failed else 200)


@require_POST
def try_again(request: Request, number: int) -> HttpResponse:
    """Send once more what did not leave, if the person may change what it is about and read what it tells."""
    mail = OutgoingMail.objects.filter(pk=number).first()
    record = mail.about if mail is not None else None
    if mail is None or record is None:
        raise Http404
    record_or_404(screen_of(record), record.pk, request.user, "edit")
    kind = kind_of(mail)
    if kind.comes_back:
        raise Http404
    if kind.tells_paper:
        refuse_paper(kind.document(record), request.user)
    if queue_again(mail):
        toast(request, _("The message to %(email)s is on its way.") % {"email": mail.email})
    return redirect(screen_of(record).record_url(record.pk))


def leave(request: Request, address: str) -> HttpResponse:
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)
