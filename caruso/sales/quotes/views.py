"""What the staff does with quotes, beyond what every record has."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from caruso.kernel.mail import mail_leaves
from caruso.kernel.request import Request
from caruso.sales.from_opportunity import quote_for
from caruso.sales.from_quote import order_for, win_by
from caruso.sales.models import Opportunity, Order, Quote, QuoteQuestion
from caruso.sales.models.quote_answer import Evidence
from caruso.sales.printing.answering import page_answer, pdf_answer
from caruso.sales.printing.doors import refuse_paper
from caruso.sales.printing.paper import in_its_language, language_of
from caruso.sales.printing.pdf import NoPdf, can_make_pdf
from caruso.sales.quotes.answering import answer_question
from caruso.sales.quotes.approvals import ask_for_approvals, obstacles_to_ordering
from caruso.sales.quotes.comparison import compare
from caruso.sales.quotes.discounts import discount_obstacle
from caruso.sales.quotes.paper import quote_paper
from caruso.sales.quotes.sending import ask_to_send, obstacles, proposed_mail, send_quote
from caruso.sales.rules.quote_content import parts_of
from caruso.sales.sending.queueing import LONGEST_MESSAGE
from caruso.sales.sending.recipients import proposed_recipient
from caruso.sales.sending.views import leave, new_key, site_of, typed_mail
from caruso.screens.description import screen_of
from caruso.screens.doors import editable_fields, may_see, record_or_404
from caruso.ui.toasts import toast


def _quote(request: Request, number: int, right: str = "view") -> Quote:
    found: Quote = record_or_404(screen_of(Quote), number, request.user, right)
    return found


@require_POST
def quote_opportunity(request: Request, number: int) -> HttpResponse:
    """A quote from an opportunity in one click."""
    opportunity = record_or_404(screen_of(Opportunity), number, request.user)
    request.user.access.require("sales.quote", "create")
    quote = quote_for(opportunity, by=request.user)
    return redirect(screen_of(Quote).record_url(quote.pk))


@require_GET
def print_quote(request: Request, number: int) -> HttpResponse:
    quote = _quote(request, number)
    refuse_paper(quote, request.user)
    if held := _held_back(request, quote):
        return held
    with in_its_language(quote):
        return page_answer(quote_paper(quote), reverse("sales:quote_pdf", args=[number]))


@require_GET
def quote_pdf(request: Request, number: int) -> HttpResponse:
    """The PDF; where this machine makes none, the page to be printed, which says so."""
    quote = _quote(request, number)
    refuse_paper(quote, request.user)
    if held := _held_back(request, quote):
        return held
    with in_its_language(quote):
        paper = quote_paper(quote)
        try:
            return pdf_answer(request, paper)
        except NoPdf:
            return page_answer(paper, "")


def _held_back(request: Request, quote: Quote) -> HttpResponse | None:
    """What may not be sent yet is not printed either, as a paper leaves by other ways than ours: back to its page, with
    the words in which sending is refused."""
    obstacle = discount_obstacle(quote, request.user)
    if obstacle is None:
        return None
    toast(request, str(obstacle), error=True)
    return _back(request, quote)


def send(request: Request, number: int) -> HttpResponse:
    """The dialog that sends a draft, or gives the customer of a sent quote a new link."""
    quote = _quote(request, number, "edit")
    refuse_paper(quote, request.user)
    if request.method != "POST":
        subject, message = proposed_mail(quote)
        email = proposed_recipient(quote, request.user)
        return _ask_to_send(request, quote, {"email": email, "subject": subject, "message": message, "key": new_key()})
    given = typed_mail(request)
    if request.POST.get("do") == "ask":
        ask_to_send(quote, by=request.user)
        return _ask_to_send(request, quote, given)
    try:
        if given["email"]:
            validate_email(given["email"])
        sent = send_quote(
            quote,
            by=request.user,
            site=site_of(request),
            **{**given, "message": given["message"][:LONGEST_MESSAGE]},
        )
    except ValidationError as problem:
        return _ask_to_send(request, quote, given, problem=" ".join(problem.messages))
    if sent is None:  # The second of two clicks: what the first one shows stays.
        return HttpResponse(status=204) if request.htmx else _back(request, quote)
    context = {"quote": quote, "sent": sent, "mail_leaves": mail_leaves()}
    return render(request, "sales/quotes/sent.html", context)


def _ask_to_send(request: Request, quote: Quote, given: dict[str, str], problem: str = "") -> HttpResponse:
    found = obstacles(quote, request.user)
    context = {
        "quote": quote,
        "given": given,
        "problem": problem,
        "obstacles": found,
        "may_ask": any(one.may_be_asked for one in found),
        "mail_leaves": mail_leaves(),
        "can_make_pdf": can_make_pdf(),
        "language": language_of(quote),
    }
    return render(request, "sales/quotes/send.html", context, status=422 if problem else 200)


def write_down(request: Request, number: int) -> HttpResponse:
    """The dialog for an answer that came by telephone or letter."""
    quote = _quote(request, number, "edit")
    problem = ""
    if request.method == "POST":
        name = " ".join(request.POST.get("name", "").replace("\x00", "").split())
        evidence = Evidence(name=name, reason=request.POST.get("reason", "").replace("\x00", "").strip()[:4000])
        yes = request.POST.get("answer") == "accepted"
        try:
            if not name:
                raise ValidationError(_("Please say who answered."))
            (quote.accept if yes else quote.decline)(by=request.user, evidence=evidence)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            return _back(request, quote)
    context = {"quote": quote, "given": request.POST, "problem": problem}
    return render(request, "sales/quotes/write_down.html", context, status=422 if problem else 200)


@require_POST
def revise(request: Request, number: int) -> HttpResponse:
    quote = _quote(request, number, "edit")
    request.user.access.require("sales.quote", "create")
    try:
        following = quote.revise(by=request.user)
    except ValidationError as problem:
        toast(request, " ".join(problem.messages), error=True)
        return _back(request, quote)
    return _back(request, following)


@require_POST
def copy(request: Request, number: int) -> HttpResponse:
    quote = _quote(request, number)
    request.user.access.require("sales.quote", "create")
    return _back(request, quote.copy(by=request.user))


def order(request: Request, number: int) -> HttpResponse:
    """The dialog that makes the order, and wins the opportunity if that is wanted."""
    quote = _quote(request, number)
    request.user.access.require("sales.order", "create")
    deal = _deal_to_win(quote, request.user)
    problem = ""
    if request.POST.get("do") == "ask":
        ask_for_approvals(obstacles_to_ordering(quote), by=request.user)
    elif request.method == "POST":
        try:
            with transaction.atomic():
                made = order_for(quote, by=request.user)
                if deal is not None and "win" in request.POST:
                    win_by(quote, deal, by=request.user)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            return leave(request, screen_of(Order).record_url(made.pk))
    found = obstacles_to_ordering(quote)
    may_ask = any(one.may_be_asked for one in found)
    context = {"quote": quote, "deal": deal, "problem": problem, "obstacles": found, "may_ask": may_ask}
    return render(request, "sales/quotes/order.html", context, status=422 if problem else 200)


def _deal_to_win(quote: Quote, user: Any) -> Opportunity | None:
    """The open opportunity behind the quote, if this person may change it and its stage."""
    if "stage" not in editable_fields(screen_of(Opportunity), user):
        return None
    deals = Opportunity.objects.visible_to(user, "edit").filter(pk=quote.opportunity_id, outcome="open")
    found: Opportunity | None = deals.first()
    return found


@require_GET
def versions(request: Request, number: int) -> HttpResponse:
    """This version beside another: the one before, or that of `?with=`."""
    quote = _quote(request, number)
    others = [one for one in quote.all_versions.filter(pk__in=_visible(request.user)) if one.pk != quote.pk]
    if not others:
        raise Http404
    wanted = request.GET.get("with", "")
    before = [one for one in others if one.revision < quote.revision]
    other = next((one for one in others if str(one.pk) == wanted), (before or others)[-1])
    old, new = sorted((quote, other), key=lambda one: (one.revision, one.pk))
    context = {"quote": quote, "other": other, "others": others, "comparison": compare(old, new, request.user)}
    return render(request, "sales/quotes/versions.html", context)


def _visible(user: Any) -> Any:
    return Quote.objects.visible_to(user).values("pk")


@require_GET
def evidence(request: Request, number: int) -> HttpResponse:
    """The evidence of the customer's answer, to be printed."""
    quote = _quote(request, number)
    answer = getattr(quote, "answer", None)
    if answer is None:
        raise Http404
    sees_total = may_see(screen_of(Quote), request.user, ("gross_total",))
    parts = parts_of(answer.content)
    context = {"quote": quote, "answer": answer, "sees_total": sees_total, "parts": parts}
    return render(request, "sales/quotes/evidence.html", context)


@require_POST
def reply(request: Request, number: int) -> HttpResponse:
    """Answer a question of the customer."""
    question = QuoteQuestion.objects.select_related("quote").filter(pk=number).first()
    if question is None:
        raise Http404
    quote = _quote(request, question.quote_id, "edit")
    text = request.POST.get("answer", "").replace("\x00", "").strip()
    try:
        if not text:
            raise ValidationError(_("Write a few words first."))
        answer_question(question, text, by=request.user, site=site_of(request))
    except ValidationError as problem:
        toast(request, " ".join(problem.messages), error=True)
    return _back(request, quote)


def _back(request: Request, quote: Quote) -> HttpResponse:
    return leave(request, screen_of(Quote).record_url(quote.pk))
