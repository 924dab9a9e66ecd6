"""The end of a lead: the dialogs in which it becomes a customer, or comes to nothing, and the way back."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from caruso.customers.models import Account, Activity, Contact
from caruso.kernel.models import Attachment, User
from caruso.kernel.numbers import number_from
from caruso.kernel.request import Request
from caruso.sales.from_lead import matches_of
from caruso.sales.models import Lead, Opportunity
from caruso.sales.models.lead import LeadState
from caruso.screens.description import screen_of
from caruso.screens.doors import record_or_404, require_writable
from caruso.screens.forms.form import RecordForm
from caruso.screens.matching.candidates import Candidate
from caruso.ui.toasts import toast

NEW, NONE, OTHER = "new", "none", "other"
#: From this sureness a customer who is known already is proposed.
SURE_PERCENT = 60


@dataclass
class Choice:
    """Whom the lead joins: one of the `found`, another that is looked up, a new one, or (accounts) none."""

    name: str
    title: str
    found: list[Candidate]
    chosen: str
    may_make: bool
    new_name: str
    may_be_none: bool = False


def convert(request: Request, number: int) -> HttpResponse:
    """GET asks whom it joins and what is begun, POST does it."""
    user, lead = request.user, _lead(request, number)
    require_writable(screen_of(Lead), user, ("state",))
    problem = ""
    if request.method == "POST":
        try:
            return _convert(request, lead)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
    context = {
        "lead": lead,
        "choices": _choices(request, lead),
        "others": RecordForm(screen_of(Opportunity), user, names=("account", "contact")).inputs,
        "may_begin": user.access.may("sales.opportunity", "create"),
        "begins": request.POST.get("begins") == "on" if request.method == "POST" else True,
        "opportunity": request.POST.get("opportunity") or _name_for(lead),
        "activities": Activity.objects.live().filter(about_object="sales.lead", about_record=lead.pk).count(),
        "files": Attachment.objects.filter(object="sales.lead", record=lead.pk, binned_at=None).count(),
        "problem": problem,
    }
    shown = 422 if problem else 200
    return render(request, "sales/leads/convert.html", context, status=shown)


def _convert(request: Request, lead: Lead) -> HttpResponse:
    user = request.user
    wants = request.POST.get("begins") == "on" and user.access.may("sales.opportunity", "create")
    name = request.POST.get("opportunity", "").replace("\x00", "").strip()[:200] if wants else ""
    if wants and not name:
        raise ValidationError(_("Give the opportunity a name, or do not begin one."))
    account = _wanted(request, Account, "account")
    contact = _wanted(request, Contact, "contact")
    deal = lead.convert(by=user, account=account, contact=contact, opportunity=name)
    lead.refresh_from_db()
    undo = reverse("sales:take_back_lead", args=[lead.pk])
    toast(request, _("“%(lead)s” is a customer now.") % {"lead": lead}, undo=undo)
    target: Any = next(one for one in (deal, lead.account, lead.contact, lead) if one is not None)
    if not type(target).objects.visible_to(user).filter(pk=target.pk).exists():
        target = lead
    return _go(request, screen_of(target).record_url(target.pk))


def _wanted(request: Request, model: Any, name: str) -> Any:
    """The record chosen; None for a new one. Raises ValidationError for one that cannot be chosen."""
    chosen = request.POST.get(f"which_{name}", NEW)
    if chosen in (NEW, NONE):
        if not request.user.access.may(model._meta.label_lower, "create"):
            raise ValidationError(_("Your role does not let you make a new one; choose one that is there."))
        return None
    number = number_from(request.POST.get(name, "") if chosen == OTHER else chosen)
    record = model.objects.visible_to(request.user).filter(pk=number).first() if number else None
    if record is None:
        raise ValidationError(_("Please choose from the list."))
    return record


def _choices(request: Request, lead: Lead) -> list[Choice]:
    user, matches = request.user, matches_of(lead, request.user)
    person = " ".join(part for part in (lead.first_name, lead.last_name) if part) or lead.email or lead.name
    account = Choice("account", _("Account"), matches.accounts, "", _may(user, Account), lead.company or lead.name)
    contact = Choice("contact", _("Contact"), matches.contacts, "", _may(user, Contact), person)
    for choice in (account, contact):
        sure = [one for one in choice.found if one.percent >= SURE_PERCENT]
        choice.chosen = str(sure[0].record.pk) if sure else NEW if choice.may_make else OTHER
        choice.chosen = request.POST.get(f"which_{choice.name}", choice.chosen)
    _follow_the_person(account, contact, user)
    return [account, contact]


def _follow_the_person(account: Choice, contact: Choice, user: User) -> None:
    """Where the person is known and the firm is not found, the firm is the person's."""
    person = next((one for one in contact.found if str(one.record.pk) == contact.chosen), None)
    if person is None or account.found or not person.record.account_id:
        return
    firm = Account.objects.visible_to(user).filter(pk=person.record.account_id).first()
    if firm is not None:
        reason = _("where %(person)s works") % {"person": person.record}
        account.found = [Candidate(firm, person.score, [reason])]
        account.chosen = str(firm.pk)


def _may(user: User, model: Any) -> bool:
    return bool(user.access.may(model._meta.label_lower, "create"))


def _name_for(lead: Lead) -> str:
    wish = str(lead.product) if lead.product_id else ""
    return " – ".join(part for part in (lead.company or lead.name, wish) if part)[:200]


def disqualify(request: Request, number: int) -> HttpResponse:
    """GET asks why, POST says that nothing will come of it."""
    lead = _lead(request, number)
    require_writable(screen_of(Lead), request.user, ("state", "reason"))
    data = request.POST if request.method == "POST" else None
    form = RecordForm(screen_of(Lead), request.user, record=lead, data=data, names=("reason",))
    if data is not None and form.is_valid():
        try:
            lead.disqualify(by=request.user, reason=form.values["reason"])
        except ValidationError as problem:
            form.add_errors(problem)
        else:
            toast(request, _("“%(lead)s” is disqualified.") % {"lead": lead})
            return _go(request, screen_of(Lead).record_url(lead.pk))
    title, button = _("Disqualify %(lead)s") % {"lead": lead}, _("Disqualify")
    context = {"form": form, "title": title, "button": button}
    return render(request, "sales/closing.html", context, status=422 if form.errors else 200)


def take_back(request: Request, number: int) -> HttpResponse:
    """GET tells what undoing the conversion means, POST does it."""
    user = request.user
    lead = record_or_404(screen_of(Lead), number, user, "edit")
    require_writable(screen_of(Lead), user, ("state",))
    if lead.state != LeadState.CONVERTED:
        raise Http404
    for name in ("account", "contact", "opportunity"):
        linked = getattr(lead, name)
        if linked is not None and not type(linked).objects.visible_to(user).filter(pk=linked.pk).exists():
            raise PermissionDenied(_("Your role does not allow this."))
    if request.method != "POST":
        return render(request, "sales/leads/take_back.html", {"lead": lead})
    try:
        kept = lead.take_back(by=user)
    except ValidationError as problem:
        toast(request, " ".join(problem.messages), error=True)
    else:
        said = _("“%(lead)s” is an open lead again.") % {"lead": lead}
        if kept:
            names = ", ".join(str(one) for one in kept)
            said += " " + _("Kept, because it was worked with since: %(names)s.") % {"names": names}
        toast(request, said)
    return _go(request, screen_of(Lead).record_url(lead.pk))


def _lead(request: Request, number: int) -> Lead:
    lead: Lead = record_or_404(screen_of(Lead), number, request.user, "edit")
    if not lead.is_open:
        raise Http404
    return lead


def _go(request: Request, address: str) -> HttpResponse:
    return HttpResponse(headers={"HX-Redirect": address}) if request.htmx else redirect(address)
