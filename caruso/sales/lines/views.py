"""The page on which all lines of a document are edited at once."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django_htmx.http import retarget

from caruso.kernel.conflict import Conflict
from caruso.kernel.numbers import number_from
from caruso.kernel.request import Request
from caruso.sales.lines.editor import Editor, blank, titles
from caruso.sales.lines.shown import Summary, read_lines
from caruso.sales.models.document import Document
from caruso.sales.models.product import Interval, TaxClass
from caruso.sales.rules.typed_rows import HEADING, LINE
from caruso.screens.description import Screen
from caruso.screens.doors import record_or_404
from caruso.ui.toasts import toast


def edit_lines(request: Request, screen: Screen, number: int) -> HttpResponse:
    """GET asks. POST saves, or with `do` changes the page only: every button works without JavaScript.

    `do` is a verb or `verb:row`; what is saved is everything or, beside what is wrong, nothing.
    """
    if not issubclass(screen.model, Document):
        raise Http404
    document = record_or_404(screen, number, request.user, "edit")
    if not document.is_editable:
        toast(request, _("This document can no longer be changed."), error=True)
        return redirect(screen.record_url(number))
    if request.method != "POST":
        return _page(request, screen, document, Editor.stored(document, request.user), reckoned=True)
    editor = Editor.posted(document, request.user, request.POST)
    verb, _colon, key = request.POST.get("do", "save").partition(":")
    if verb != "save":
        return _changed_page(request, screen, document, editor, verb, key)
    if not editor.read():
        return _page(request, screen, document, editor, status=422)
    return _save(request, screen, document, editor)


def _save(request: Request, screen: Screen, document: Any, editor: Editor) -> HttpResponse:
    values: dict[str, Any] = {}
    if editor.columns.writes("discount_percent"):
        values["discount_percent"] = document.discount_percent
    try:
        document.write_lines(
            editor.lines, by=request.user, values=values, version=number_from(request.POST.get("version", ""))
        )
    except ValidationError as problem:
        editor.errors += problem.messages
        return _page(request, screen, document, editor, status=422)
    except Conflict as conflict:
        if conflict.gone:
            raise Http404 from None
        theirs = read_lines(type(document).objects.get(pk=document.pk), request.user)
        editor.read_again()
        return _page(request, screen, document, editor, status=409, theirs=theirs)
    toast(request, _("Saved."))
    return redirect(screen.record_url(document.pk))


def _changed_page(request: Request, screen: Screen, document: Any, editor: Editor, verb: str, key: str) -> HttpResponse:
    """The rows after one of the page's buttons; nothing is written."""
    focus = ""
    if verb == "add":
        focus = f"{editor.rows.add(LINE, blank()).key}-find"
    elif verb == "heading":
        focus = f"{editor.rows.add(HEADING, at=_place(editor, key)).key}-heading"
    elif verb == "unfold":
        editor.unfold(key)
    else:
        editor.rows.do(verb, key)
    editor.read()
    return _page(request, screen, document, editor, focus=focus, quiet=True)


def _place(editor: Editor, key: str) -> int | None:
    return next((at for at, row in enumerate(editor.rows.rows) if row.key == key), None)


def _page(
    request: Request,
    screen: Screen,
    document: Any,
    editor: Editor,
    *,
    status: int = 200,
    reckoned: bool = False,
    quiet: bool = False,
    **more: Any,
) -> HttpResponse:
    """The whole page, its rows, or only the figures, by what was asked for."""
    if reckoned:
        editor.recognise()
        editor.read()
        editor.errors.clear()
    titles(editor.rows.rows, editor.catalogue)
    context = {
        "screen": screen,
        "document": document,
        "editor": editor,
        "columns": editor.columns,
        "summary": Summary.of(editor.document, editor.columns, editor.lines),
        "units": editor.columns.fields["unit"].offering(editor.held_units).choices,
        "tax_classes": TaxClass.choices,
        "intervals": Interval.choices,
        "version": document.version,
        "focus": "",
        **more,
    }
    template = "sales/lines/edit.html"
    if request.htmx and quiet:
        if request.POST.get("do") == "reckon" and not editor.has_errors and "wrong" not in request.POST:
            return render(request, f"{template}#figures", context)
        return retarget(render(request, f"{template}#editor", context), "#line-editor")
    return render(request, template, context, status=status)
