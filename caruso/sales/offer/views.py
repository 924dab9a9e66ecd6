"""What the customer does with a quote: looks at it, asks, accepts it, or declines it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.numbers import number_from
from caruso.sales.models import Quote, QuoteLink, QuoteQuestion
from caruso.sales.models.quote_answer import Evidence
from caruso.sales.models.quote_question import LONGEST
from caruso.sales.offer.doors import caller, with_token
from caruso.sales.offer.following import followed
from caruso.sales.offer.signature import kept_signature
from caruso.sales.printing.answering import page_answer, pdf_answer
from caruso.sales.printing.pdf import NoPdf, can_make_pdf
from caruso.sales.quotes.answering import confirm_acceptance
from caruso.sales.quotes.paper import quote_paper
from caruso.sales.quotes.telling import tell_owner
from caruso.sales.rules.quote_content import content_of, hash_of

#: Questions that may wait for an answer at once.
MOST_QUESTIONS = 20


@require_http_methods(["GET", "HEAD", "POST"])
@with_token
def offer(request: HttpRequest, link: QuoteLink) -> HttpResponse:
    quote = link.quote
    if request.method != "POST":
        _opened(request, quote)
        return _page(request, link)
    do = _DEEDS.get(request.POST.get("do", ""))
    if do is None:
        return _page(request, link, status=400)
    try:
        return do(request, link)
    except ValidationError as problem:
        quote.refresh_from_db()
        return _page(request, link, problem=" ".join(problem.messages), status=409)


@require_GET
@with_token
def offer_pdf(request: HttpRequest, link: QuoteLink) -> HttpResponse:
    """The quote as PDF; where this machine makes none, the page to be printed."""
    paper = quote_paper(link.quote)
    try:
        return pdf_answer(request, paper)
    except NoPdf:
        return page_answer(paper, "")


def _page(request: HttpRequest, link: QuoteLink, *, problem: str = "", status: int = 200) -> HttpResponse:
    """The page, with what was typed."""
    quote = link.quote
    lines = _chosen_lines(quote, request.POST)
    content = content_of(quote, list(quote.lines.all()), current_organisation())
    quote.reckon_as_sent(lines)
    context = {
        "quote": quote,
        "paper": quote_paper(quote, lines),
        "answer": getattr(quote, "answer", None),
        "following": followed(quote),
        "questions": quote.questions.select_related("answered_by"),
        "has_options": any(line.optional for line in lines),
        "content_hash": hash_of(content),
        "given": request.POST,
        "name": request.POST.get("name", str(quote.contact or "")),
        "problem": problem,
        "can_make_pdf": can_make_pdf(),
        "token": request.resolver_match.kwargs["token"] if request.resolver_match else "",
    }
    part = "#totals" if request.headers.get("X-Part") == "totals" else ""
    return render(request, f"sales/offer/offer.html{part}", context, status=status)


def _opened(request: HttpRequest, quote: Quote) -> None:
    """The first look of the customer is told; that of a colleague, or of a browser that only reads ahead, is not."""
    ahead = "prefetch" in (request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", ""))
    if request.method == "GET" and not request.user.is_authenticated and not ahead:
        with transaction.atomic():
            if quote.open():
                tell_owner(quote, "quote_opened")


def _reckon(request: HttpRequest, link: QuoteLink) -> HttpResponse:
    """The totals with the options as they are ticked now; nothing is written."""
    return _page(request, link)


def _accept(request: HttpRequest, link: QuoteLink) -> HttpResponse:
    evidence = _evidence(request, link, signature=kept_signature(request.POST.get("signature", "")))
    if "agreed" not in request.POST:
        raise ValidationError(_("Please tick that you accept the quote."))
    if link.quote.is_open:
        _refuse_other_content(request, link.quote)
    chosen = {line.pk for line in _chosen_lines(link.quote, request.POST) if line.optional and line.chosen}
    with transaction.atomic():
        link.quote.accept(by=None, evidence=evidence, chosen=chosen)
        tell_owner(link.quote, "quote_accepted", name=evidence.name)
        confirm_acceptance(link.quote)
    return redirect(request.path)


def _decline(request: HttpRequest, link: QuoteLink) -> HttpResponse:
    reason = _text(request, "reason")
    evidence = _evidence(request, link, reason=reason)
    with transaction.atomic():
        link.quote.decline(by=None, evidence=evidence)
        tell_owner(link.quote, "quote_declined", name=evidence.name)
    return redirect(request.path)


def _ask(request: HttpRequest, link: QuoteLink) -> HttpResponse:
    text, quote = _text(request, "question"), link.quote
    if not text:
        raise ValidationError(_("Please write your question first."))
    if quote.questions.filter(answered_at=None).count() >= MOST_QUESTIONS:
        raise ValidationError(_("Many questions wait for an answer already. Please give us a little time."))
    with transaction.atomic():
        question = QuoteQuestion.ask(
            quote, text, name=_name(request) or str(quote.contact or quote.account), email=link.email
        )
        tell_owner(quote, "quote_asked", name=question.name)
    return redirect(f"{request.path}#questions")


_DEEDS: Mapping[str, Callable[[HttpRequest, QuoteLink], HttpResponse]] = {
    "reckon": _reckon,
    "accept": _accept,
    "decline": _decline,
    "ask": _ask,
}


def _chosen_lines(quote: Quote, given: Any) -> list[Any]:
    """The lines, with the options as they are ticked on the page; as they were sent where nothing is said of them."""
    lines = list(quote.lines.all())
    if "options" in given and quote.is_open:
        ticked = {number_from(text) for text in given.getlist("chosen")}
        for line in lines:
            line.chosen = line.pk in ticked if line.optional else line.chosen
    return lines


def _evidence(request: HttpRequest, link: QuoteLink, **more: str) -> Evidence:
    """Who answers, and from where. Raises ValidationError without a name."""
    name = _name(request)
    if not name:
        raise ValidationError(_("Please type your name."))
    agent = request.headers.get("User-Agent", "").replace("\x00", "")
    return Evidence(name=name, email=link.email, ip=caller(request), user_agent=agent, **more)


def _refuse_other_content(request: HttpRequest, quote: Quote) -> None:
    """What was looked at must be what is accepted."""
    content = content_of(quote, list(quote.lines.all()), current_organisation())
    if request.POST.get("content") != hash_of(content):
        raise ValidationError(_("The quote has changed since you opened it. Please look at it once more."))


def _name(request: HttpRequest) -> str:
    return " ".join(_text(request, "name").split())[:150]


def _text(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\x00", "").strip()[:LONGEST]
