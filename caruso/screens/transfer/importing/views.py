"""The pages of an import: file, columns, preview, progress, result."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from caruso.kernel import jobs
from caruso.kernel.numbers import number_from
from caruso.kernel.request import Request
from caruso.screens.description import Screen, screen_of
from caruso.screens.doors import require
from caruso.screens.lists.keyset import Key, Order, read_page
from caruso.screens.transfer.exporting.streaming import as_download, as_they_come
from caruso.screens.transfer.importing import beginning, running, undoing
from caruso.screens.transfer.importing.column_form import ColumnForm
from caruso.screens.transfer.importing.outcomes import LABELS, TONES
from caruso.screens.transfer.importing.plan import POLICIES, Plan
from caruso.screens.transfer.importing.previewing import look_ahead
from caruso.screens.transfer.importing.report import report_lines
from caruso.screens.transfer.models import Import
from caruso.screens.transfer.reading import ReadingProblem
from caruso.ui.toasts import toast

ENCODINGS = ("utf-8", "utf-8-sig", "cp1250", "iso8859-2", "cp1252", "utf-16", "cp852")
SEPARATORS = {",": gettext_lazy("comma"), ";": gettext_lazy("semicolon"), "\t": gettext_lazy("tabulator"), "|": "|"}
MOST_CORRECTIONS = 5_000
MOST_LEFT_SHOWN = 100
REFUSALS = (ReadingProblem, ValidationError)


def upload(request: Request, screen: Screen) -> HttpResponse:
    """Choose a file; a posted one is looked into at once."""
    require(screen, request.user, "create")
    if not screen.importable:
        raise Http404
    problem = ""
    if request.method == "POST":
        file = request.FILES.get("file")
        if file is None:
            problem = _("Choose a file.")
        else:
            try:
                run = beginning.begin(file.chunks(), file.name or "", by=request.user, screen=screen)
                return redirect("screens:import", run.pk)
            except ReadingProblem as found:
                problem = _told(found)
    context = {
        "screen": screen,
        "problem": problem,
        "others": beginning.importable_screens(request.user),
        "most": settings.IMPORT_MAX_BYTES // 1024**2,
    }
    return render(request, "screens/transfer/upload.html", context, status=400 if problem else 200)


@require_GET
def show_imports(request: Request) -> HttpResponse:
    """All imports of this person; an administrator sees everybody's."""
    runs = _visible(request).select_related("by", "job")
    page = read_page(runs, Order("id", descending=True), after=Key.from_text(request.GET.get("after", ""), _number()))
    screens = beginning.importable_screens(request.user)
    return render(request, "screens/transfer/imports.html", {"page": page, "screens": screens})


@require_GET
def show_import(request: Request, number: int) -> HttpResponse:
    """The step at which the import stands."""
    run = _import_or_404(request, number)
    if run.state == Import.State.PLANNED and not (run.job and run.dry and "columns" not in request.GET):
        return _columns(request, run, None)
    if run.under_way:
        return render(request, "screens/transfer/progress.html", _progress(run))
    return render(request, "screens/transfer/result.html", _result(run, request))


@require_POST
def read_again(request: Request, number: int) -> HttpResponse:
    """Read the file with another encoding, separator, or as another object."""
    run = _planned_or_404(request, number)
    encoding = request.POST.get("encoding", "")
    separator = request.POST.get("separator", "")
    wanted = {screen.key for screen in beginning.importable_screens(request.user)}
    if (key := request.POST.get("object", "")) in wanted:
        run.object = key
    try:
        beginning.read_anew(
            run,
            request.user,
            encoding=encoding if encoding in ENCODINGS else run.encoding,
            separator=separator if separator in SEPARATORS else run.separator,
        )
        run.save()
    except (ReadingProblem, UnicodeError) as problem:
        toast(request, _told(problem) if isinstance(problem, ReadingProblem) else str(problem), error=True)
    return redirect("screens:import", run.pk)


@require_POST
def save_columns(request: Request, number: int) -> HttpResponse:
    """Take what was chosen, and go on to the preview."""
    run = _planned_or_404(request, number)
    form = ColumnForm(run, request.user, request.POST)
    if not form.take():
        return _columns(request, run, form, status=400)
    return redirect("screens:import_preview", run.pk)


@require_GET
def preview(request: Request, number: int) -> HttpResponse:
    """The first rows as they would come in."""
    run = _planned_or_404(request, number)
    return _preview(request, run)


@require_POST
def correct(request: Request, number: int) -> HttpResponse:
    """Put one cell right before the run; the row is shown anew."""
    run = _planned_or_404(request, number)
    plan = Plan.from_json(run.plan)
    row, header = number_from(request.POST.get("row", "")), request.POST.get("header", "")
    if row is None or header not in {column.header for column in plan.columns}:
        raise Http404
    if len(plan.corrections) >= MOST_CORRECTIONS:
        toast(request, _("So many corrections are better made in the file."), error=True)
        return redirect("screens:import_preview", run.pk)
    plan.corrections.setdefault(str(row), {})[header] = request.POST.get("text", "")[:2000]
    run.plan = plan.as_json()
    run.save(update_fields=["plan"])
    if request.htmx:
        return _preview(request, run, only=row)
    return redirect("screens:import_preview", run.pk)


@require_POST
def choose(request: Request, number: int) -> HttpResponse:
    """What happens to one row whose record is there already; empty for the same as to all."""
    run = _planned_or_404(request, number)
    plan = Plan.from_json(run.plan)
    row, policy = number_from(request.POST.get("row", "")), request.POST.get("policy", "")
    if row is None or (policy and policy not in POLICIES):
        raise Http404
    plan.choices.pop(str(row), None)
    if policy:
        if len(plan.choices) >= MOST_CORRECTIONS:
            toast(request, _("So many choices are better made for all rows."), error=True)
            return redirect("screens:import_preview", run.pk)
        plan.choices[str(row)] = policy
    run.plan = plan.as_json()
    run.save(update_fields=["plan"])
    if request.htmx:
        return _preview(request, run, only=row)
    return redirect("screens:import_preview", run.pk)


@require_POST
def start_import(request: Request, number: int) -> HttpResponse:
    """Bring the file in, or with `check` only say what would become of each row."""
    run = _planned_or_404(request, number)
    try:
        running.start(run, by=request.user, dry="check" in request.POST)
    except REFUSALS as problem:
        toast(request, _told(problem), error=True)
        return redirect("screens:import_preview", run.pk)
    return redirect("screens:import", run.pk)


@require_GET
def progress(request: Request, number: int) -> HttpResponse:
    """How far it is, asked every second; the page is loaded anew when it is done."""
    run = _import_or_404(request, number)
    if not run.under_way:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "screens/transfer/progress.html#job", _progress(run))


@require_POST
def cancel(request: Request, number: int) -> HttpResponse:
    """Stop after the present rows; what is in stays in."""
    run = _import_or_404(request, number)
    if run.under_way and run.job:
        jobs.cancel(run.job)
        toast(request, _("Stopping. What has been done so far stays; you can undo it."))
    return redirect("screens:import", run.pk)


@require_POST
def undo(request: Request, number: int) -> HttpResponse:
    run = _import_or_404(request, number)
    try:
        undoing.start_undo(run, by=request.user, force="force" in request.POST)
    except ValidationError as problem:
        toast(request, _told(problem), error=True)
    return redirect("screens:import", run.pk)


@require_GET
def report(request: Request, number: int) -> HttpResponseBase:
    """Every row with what became of it, as CSV."""
    run = _import_or_404(request, number)
    site = request.build_absolute_uri("/").rstrip("/")
    response = StreamingHttpResponse(as_they_come(report_lines(run, site)), content_type="text/csv; charset=utf-8")
    stem = run.file_name.rsplit(".", 1)[0]
    return as_download(response, _("%(file)s - report.csv") % {"file": stem})


def _columns(request: Request, run: Import, form: ColumnForm | None, status: int = 200) -> HttpResponse:
    form = form or ColumnForm(run, request.user)
    try:
        lines = form.lines
    except ReadingProblem as problem:
        lines = []
        toast(request, _told(problem), error=True)
    context = {
        "run": run,
        "screen": form.screen,
        "form": form,
        "lines": lines,
        "encodings": ENCODINGS,
        "separators": SEPARATORS,
        "others": beginning.importable_screens(request.user),
    }
    return render(request, "screens/transfer/columns.html", context, status=status)


def _preview(request: Request, run: Import, only: int | None = None) -> HttpResponse:
    try:
        found = look_ahead(run, request.user)
        running.check(run, request.user)
    except (*REFUSALS, PermissionDenied) as problem:
        toast(request, _told(problem), error=True)
        return redirect("screens:import", run.pk)
    context: dict[str, Any] = {"run": run, "screen": screen_of(run.object), "preview": found, "policies": POLICIES}
    context["for_all"] = POLICIES[Plan.from_json(run.plan).policy]
    if only is not None:
        context["row"] = next((row for row in found.rows if row.number == only), None)
        if context["row"] is None:
            raise Http404
        return render(request, "screens/transfer/preview.html#row", context)
    return render(request, "screens/transfer/preview.html", context)


def _progress(run: Import) -> dict[str, Any]:
    return {"run": run, "screen": screen_of(run.object), "job": run.job, "counts": _counts(run)}


def _result(run: Import, request: Request) -> dict[str, Any]:
    left = [line for lines in run.chunks.exclude(left=[]).values_list("left", flat=True)[:20] for line in lines]
    shown = [(screen_of(object).record_url(number), number, why) for object, number, why in left[:MOST_LEFT_SHOWN]]
    may_undo = run.may_be_undone and (run.by_id == request.user.pk or request.user.access.administers)
    return {
        "run": run,
        "screen": screen_of(run.object),
        "counts": _counts(run),
        "left": shown,
        "may_undo": may_undo,
        "may_force": run.state == Import.State.UNDONE and bool(left),
    }


def _counts(run: Import) -> list[tuple[str, Any, int]]:
    return [(TONES[name], label, run.counts[name]) for name, label in LABELS.items() if run.counts.get(name)]


def _visible(request: Request) -> Any:
    return Import.objects.all() if request.user.access.administers else Import.objects.filter(by=request.user)


def _import_or_404(request: Request, number: int) -> Import:
    run: Import | None = _visible(request).select_related("by", "job").filter(pk=number).first()
    if run is None:
        raise Http404
    try:
        require(screen_of(run.object), request.user)
    except KeyError:
        raise Http404 from None  # of an object that lies in the bin
    return run


def _planned_or_404(request: Request, number: int) -> Import:
    run = _import_or_404(request, number)
    if run.state != Import.State.PLANNED:
        raise Http404
    require(screen_of(run.object), request.user, "create")
    return run


def _number() -> Any:
    return Import._meta.get_field("id")


def _told(problem: Exception) -> str:
    if isinstance(problem, ReadingProblem):
        where = _("Row %(row)d: ") % {"row": problem.line} if problem.line else ""
        return f"{where}{problem.message}"
    if isinstance(problem, ValidationError):
        return " ".join(problem.messages)
    return str(problem)
