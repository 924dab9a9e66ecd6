"""Making an object, its settings, and putting it away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from caruso.kernel.labels import in_language
from caruso.kernel.numbers import number_from
from caruso.kernel.request import Request
from caruso.objects.forms.modelled_object import ObjectForm, SettingsForm
from caruso.objects.modelling import effects
from caruso.objects.modelling.objects import change_object, make_object, put_object_away
from caruso.objects.views.found import definition_at, definition_of, described_at
from caruso.objects.views.meanwhile import KEEP, SINCE, latest, meanwhile, with_theirs
from caruso.objects.views.steps import APPLY, EDIT, Refused, Stale, make, preview, step_of
from caruso.screens.description import screen_of
from caruso.ui.office.doors import administration


@administration
def new_object(request: Request) -> HttpResponse:
    form = ObjectForm(request.POST or None)
    step = step_of(request)
    if step and step != EDIT and form.is_valid():
        plural = in_language(form.values["plurals"])
        try:
            if step == APPLY:
                definition = make(lambda: make_object(by=request.user, **form.values))
                messages.success(request, _("The object is there. Now give it fields."))
                return redirect("objects:object", definition.key)
            said = effects.of_new_object(plural, form.cleaned_data["numbering"])
            return preview(
                request, lambda: make_object(by=request.user, **form.values), _("New object: %(name)s") % {"name": plural},
                said, back="", apply=_("Make the object"), icon=form.cleaned_data["icon"],
            )  # fmt: skip
        except Refused as refused:
            form.tell(refused.problem)
    return render(request, "objects/new.html", {"form": form}, status=422 if form.errors and step != EDIT else 200)


@administration
def settings(request: Request, object: str) -> HttpResponse:
    definition = definition_of(object)
    if definition is None:
        return redirect("objects:object", object)
    described = described_at(object)
    form = SettingsForm(request.POST or None, definition, dict(described.fields))
    step, version, theirs = step_of(request), number_from(request.POST.get("version", "")), None
    seen = number_from(request.POST.get(KEEP, "")) or version
    if step and step != EDIT and form.is_valid():
        values = with_theirs(request, definition, form.values)
        try:
            if step == APPLY:
                make(lambda: change_object(definition, values, by=request.user, version=seen))
                messages.success(request, _("Saved."))
                return redirect("objects:settings", object)
            said = effects.of_changed_object(definition, values)
            return preview(
                request, lambda: change_object(definition, values, by=request.user, version=seen),
                _("Settings of %(name)s") % {"name": definition.label_plural}, said, back="", apply=_("Save"),
                icon=definition.icon,
            )  # fmt: skip
        except Stale:
            definition.refresh_from_db()
            theirs = meanwhile(request, definition, definition.version)
        except Refused as refused:
            form.tell(refused.problem)
    context = {
        "meanwhile": theirs, "since": request.POST.get(SINCE, latest(definition)), "form": form, "definition": definition, "described": described, "here": "settings",
        "screen": screen_of(object), "version": version or definition.version,
    }  # fmt: skip
    is_refused = theirs or (form.errors and step != EDIT)
    return render(request, "objects/settings.html", context, status=422 if is_refused else 200)


@administration
def put_away(request: Request, object: str) -> HttpResponse:
    """GET says what it does, POST does it."""
    definition = definition_at(object)
    try:
        if request.method == "POST":
            make(lambda: put_object_away(definition, by=request.user))
            messages.success(request, _("%(name)s: in the bin, with all records.") % {"name": definition.label_plural})
            return redirect("objects:all")
        return preview(
            request, lambda: put_object_away(definition, by=request.user),
            _("Put %(name)s away") % {"name": definition.label_plural}, effects.of_object_put_away(definition),
            back=object, apply=_("Put away"), icon="archive",
        )  # fmt: skip
    except Refused as refused:
        messages.error(request, " ".join(refused.problem.messages))
        return redirect("objects:object", object)
