"""The lists of choices that the firm may change: the administrator's pages."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from caruso.kernel.request import Request
from caruso.sales.choice_lists import LANGUAGES, as_shown, fingerprint, write_list
from caruso.sales.models.choice_list import LISTS, HouseList
from caruso.ui.office.doors import administration
from caruso.ui.toasts import toast

MOST = 200


@administration
def first_list(request: Request) -> HttpResponse:
    return redirect("sales:choice_list", next(iter(LISTS)))


@administration
def one_list(request: Request, name: str) -> HttpResponse:
    """GET shows the list in every language, POST makes it what was sent."""
    if name not in LISTS:
        raise Http404
    of = LISTS[name]
    if request.method != "POST":
        return _page(request, of, as_shown(of))
    rows = _posted(request)
    try:
        wanted = [{**row, "labels": _said(row)} for row in rows if row["value"] or _said(row)]
        kept = write_list(of, wanted, by=request.user, seen=request.POST.get("seen", ""))
    except ValidationError as problem:
        return _page(request, of, rows, " ".join(problem.messages))
    toast(request, _("Saved.") if not kept else _kept(len(kept)))
    return redirect("sales:choice_list", name)


def _kept(count: int) -> str:
    return ngettext(
        "Saved. %(count)d stays in the list as no longer offered: it is in use, or came with Caruso.",
        "Saved. %(count)d stay in the list as no longer offered: they are in use, or came with Caruso.",
        count,
    ) % {"count": count}


def _posted(request: Request) -> list[dict[str, Any]]:
    columns = [request.POST.getlist(f"choice-{name}") for name in ("value", "archived", *LANGUAGES)]
    rows: list[dict[str, Any]] = [
        {"value": value, "archived": archived == "yes", "labels": dict(zip(LANGUAGES, labels, strict=True))}
        for value, archived, *labels in list(zip(*columns, strict=False))[:MOST]
    ]
    for row, code in zip(rows, request.POST.getlist("choice-code"), strict=False):
        row["code"] = code
    return rows


def _said(row: dict[str, Any]) -> dict[str, str]:
    return {code: label.replace("\x00", "").strip() for code, label in row["labels"].items() if label.strip()}


def _page(request: Request, of: HouseList, rows: list[dict[str, Any]], problem: str = "") -> HttpResponse:
    context = {
        "lists": LISTS.values(),
        "here": of,
        "languages": [get_language_info(code)["name_translated"].capitalize() for code in LANGUAGES],
        "rows": [_row(of, row) for row in rows],
        "blank": _row(of, {"value": "", "labels": {}}),
        "codes": of.coding.offered.choices if of.coding else [],
        "seen": request.POST.get("seen") or fingerprint(of),
        "problem": problem,
    }
    return render(request, "sales/office/choice_list.html", context, status=422 if problem else 200)


def _row(of: HouseList, row: dict[str, Any]) -> dict[str, Any]:
    fixed = of.code_of(row["value"]) if row["value"] in of.values.values else ""
    return {**row, "fixed_code": fixed, "labels": [(code, row["labels"].get(code, "")) for code in LANGUAGES]}
