"""The public form of leads: anybody may fill it in, also inside another firm's page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt

from caruso.kernel.fields import Field
from caruso.kernel.middleware import CONTENT_SECURITY_POLICY, public
from caruso.kernel.phones import local_to
from caruso.sales.from_form import receive
from caruso.sales.guarding import LARGEST, TRAP, Stamp, is_flood, is_plain_form
from caruso.sales.models import Lead, LeadForm
from caruso.sales.rules.lead_country import country_told
from caruso.sales.views.leads.asking import browser_language, label_asked, language_chosen, options_of, parsed
from caruso.screens.description import screen_of

AUTOCOMPLETE = {
    "first_name": "given-name",
    "last_name": "family-name",
    "company": "organization",
    "email": "email",
    "phone": "tel",
    "job_title": "organization-title",
    "street": "street-address",
    "postcode": "postal-code",
    "city": "address-level2",
    "country": "country",
    "website": "url",
}
MOST_LETTERS = 10_000
KINDS = {"email": "email", "phone": "tel", "date": "date"}


def embeddable(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """May stand in a frame of any page, and only there is it allowed: nothing of who is signed in is shown or used."""

    @wraps(view)
    def framed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        policy = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
        response.headers["Content-Security-Policy"] = policy
        return response

    return xframe_options_exempt(framed)


@public
@csrf_exempt  # In a foreign frame no cookie comes back; nothing is done in anybody's name, and the stamp is signed.
@embeddable
@never_cache
def fill_in(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the form, POST makes a lead."""
    with _spoken(request, token) as form:
        if form is None:
            return _page(request, "closed", status=404)
        if request.method != "POST":
            return _form(request, form, {})
        if int(request.headers.get("Content-Length") or 0) > LARGEST:
            return _form(request, form, {}, _("That is more than fits here. Please write a little less."), 413)
        return _take(request, form)


@public
@embeddable
def thanks(request: HttpRequest, token: str) -> HttpResponse:
    with _spoken(request, token) as form:
        if form is None:
            return _page(request, "closed", status=404)
        return _page(request, "thanks", form=form)


def _take(request: HttpRequest, form: LeadForm) -> HttpResponse:
    data = {name: request.POST.get(name, "") for name in (*form.asked, "consent")}
    if is_flood(request.META.get("REMOTE_ADDR", "")):
        said = _("Many forms came from your network just now. Please try again in some minutes; nothing is lost.")
        return _form(request, form, data, said, 429)
    if request.POST.get(TRAP):
        return _thank(request, form)
    verdict = _judge(request, form, data)
    if verdict != "good":
        quick = _("That was quick. Please look once more and send again.")
        return _form(request, form, data, quick if verdict == "quick" else _("Please look once more and send."), 422)
    values, errors = _parsed(form, data)
    if errors:
        return _form(request, form, data, _("Please look at what is marked."), 422, errors)
    country = country_told(data.get("phone", ""), str(values.get("email") or ""))
    language = form.language or language_chosen(request) or browser_language(request)
    values = {"language": language, "country": country} | _said(values)
    receive(form, _said(values), address=request.META.get("REMOTE_ADDR") or None, consents=bool(data["consent"]))
    return _thank(request, form)


def _judge(request: HttpRequest, form: LeadForm, data: dict[str, str]) -> str:
    """What the stamp tells; plain HTML has none and goes by other marks."""
    stamp, texts = request.POST.get("stamp", ""), [data[name] for name in form.asked if name != "website"]
    if not stamp and is_plain_form(request.POST.get(TRAP), texts, request.META.get("REMOTE_ADDR", "")):
        return "good"
    return Stamp(stamp).judge(form.pk)


def _said(values: dict[str, Any]) -> dict[str, Any]:
    """Without those that say nothing."""
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def _parsed(form: LeadForm, data: dict[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """The values, and what is wrong, by field."""
    values, errors = {}, {}
    for name in form.asked:
        text = data[name].replace("\x00", "").strip()
        if not text and name in form.requires:
            errors[name] = _("Please fill this in.")
            continue
        if len(text) > MOST_LETTERS:
            errors[name] = _("That is more than fits here. Please write a little less.")
            continue
        try:
            with local_to(country_told("", data.get("email", ""))):
                values[name] = parsed(name, text)
        except ValidationError as problem:
            errors[name] = " ".join(problem.messages)
    reach = [name for name in ("email", "phone") if name in form.asked]
    if reach and not errors and not any(values.get(name) for name in reach):
        errors[reach[0]] = _("Please tell us how to reach you.")
    if form.consent and data["consent"] != form.consent_mark:
        changed = _("The wording has changed. Please read it once more.")
        errors["consent"] = changed if data["consent"] else _("Without this we may not write to you.")
    return values, errors


def _form(
    request: HttpRequest,
    form: LeadForm,
    data: dict[str, str],
    said: str = "",
    status: int = 200,
    errors: dict[str, str] | None = None,
) -> HttpResponse:
    wrong = errors or {}
    fields = [_asked(form, screen_of(Lead).field(name), data, wrong) for name in form.asked]
    context = {"form": form, "fields": fields, "said": said, "stamp": Stamp.new(form.pk).text, "trap": TRAP}
    more = {"agreed": data.get("consent") == form.consent_mark, "refused": wrong.get("consent", "")}
    return _page(request, "form", status=status, **context, **more)


def _asked(form: LeadForm, field: Field, data: dict[str, str], errors: dict[str, str]) -> dict[str, Any]:
    return {
        "options": options_of(field, data.get(field.name, "")),
        "tick": field.kind.name == "yes_no",
        "name": field.name,
        "label": label_asked(field),
        "value": data.get(field.name, ""),
        "error": errors.get(field.name, ""),
        "required": field.name in form.requires,
        "long": field.kind.name == "long_text",
        "type": KINDS.get(field.kind.name, "text"),
        "autocomplete": AUTOCOMPLETE.get(field.name, "off"),
        "wide": field.name in ("message", "company", "email", "website"),
        "most": MOST_LETTERS if field.kind.name == "long_text" else 200,
    }


def _thank(request: HttpRequest, form: LeadForm) -> HttpResponse:
    address, query = reverse("sales:lead_form_thanks", args=[form.token]), request.META.get("QUERY_STRING", "")
    return redirect(f"{address}?{query}" if query else address)


def _page(request: HttpRequest, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    context |= {"language": translation.get_language(), "embedded": "embed" in request.GET}
    response = render(request, f"sales/public/{name}.html", context, status=status)
    response.headers["Content-Language"] = translation.get_language() or "en"
    return response


@contextmanager
def _spoken(request: HttpRequest, token: str) -> Iterator[LeadForm | None]:
    """The open form with this token, in the language of its words, else in the one that the address asks for."""
    if request.method not in ("GET", "HEAD", "POST"):
        raise Http404
    # PostgreSQL takes no NUL in a question; no token has one.
    form = LeadForm.objects.live().filter(token=token.replace("\x00", " "), active=True).first()
    own = form.spoken if form else ""
    with translation.override(own or language_chosen(request) or translation.get_language()):
        yield form
