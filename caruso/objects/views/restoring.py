"""Giving back, from the log, what was said of an object or field before."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from caruso.kernel.models import Event
from caruso.kernel.request import Request
from caruso.objects.modelling.preview import Effect
from caruso.objects.modelling.restoring import OF_FIELDS, OF_OBJECTS, before, restore_setting
from caruso.objects.views.log import lines_of
from caruso.objects.views.steps import Refused, make, preview
from caruso.objects.wording import Wording
from caruso.ui.office.doors import administration


@administration
def restore(request: Request, number: int, name: str) -> HttpResponse:
    """GET says what it does, POST does it."""
    event = get_object_or_404(Event, pk=number, kind="changed", object__in=(OF_OBJECTS, OF_FIELDS))
    if name not in event.data.get("changes", {}):
        raise Http404
    object, title = event.data["object"], lines_of([event])[0].title
    try:
        if request.method == "POST":
            make(lambda: restore_setting(event, name, by=request.user))
            messages.success(request, _("Restored. What it was until now stands in the log."))
            return redirect("objects:object", object)
        becomes = _("%(setting)s of “%(name)s” becomes: %(value)s.")
        wording = Wording(object)
        setting = wording.setting(name, of_field=event.object == OF_FIELDS)
        value = wording.value(name, before(event, name), event.data.get("name", ""))
        told = {"setting": setting, "name": title, "value": value}
        return preview(
            request, lambda: restore_setting(event, name, by=request.user), _("Restore %(name)s") % {"name": title},
            [Effect(becomes % told)], back=object, apply=_("Restore this value"), icon="undo-2",
        )  # fmt: skip
    except Refused as refused:
        messages.error(request, " ".join(refused.problem.messages))
        return redirect("objects:object", object)
