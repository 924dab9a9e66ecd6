"""`/api/v1/<object>/<id>`: one record read, changed, deleted, restored and destroyed."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from caruso.screens.api.body import body_bytes, parsed
from caruso.screens.api.parameters import flag, parameters
from caruso.screens.api.preconditions import version_seen
from caruso.screens.api.problem import Problem
from caruso.screens.api.reply import record_reply
from caruso.screens.api.resource import Call
from caruso.screens.api.routes.places import screen_or_404
from caruso.screens.api.writing import change_record, delete_record, destroy_record, restore_record
from caruso.screens.doors import record_or_404, require


def read(call: Call, word: str, number: int) -> HttpResponse:
    """The record, also from the bin with `?bin=true`."""
    screen = screen_or_404(call, word)
    binned = flag(parameters(call.request, "bin"), "bin")
    return record_reply(call, screen, record_or_404(screen, number, call.person, binned=binned))


def change(call: Call, word: str, number: int) -> HttpResponse:
    screen = screen_or_404(call, word)
    parameters(call.request)
    record_or_404(screen, number, call.person, "edit")
    version = version_seen(call.request)
    data = parsed(body_bytes(call.request))
    return record_reply(call, screen, change_record(screen, call.person, number, data, version))


def delete(call: Call, word: str, number: int) -> HttpResponse:
    """Into the bin; with `?destroy=true` out of it for good, which is a right of its own."""
    screen = screen_or_404(call, word)
    destroy = flag(parameters(call.request, "destroy"), "destroy")
    version = version_seen(call.request, needed=False)
    if not destroy:
        delete_record(screen, call.person, number, version)
        return HttpResponse(status=204)
    require(screen, call.person, "destroy")
    if screen.model.objects.visible_to(call.person).filter(pk=number).exists():
        raise Problem("conflict", _("Only a record in the bin can be destroyed: delete it first."))
    destroy_record(screen, call.person, number, version)
    return HttpResponse(status=204)


def restore(call: Call, word: str, number: int) -> HttpResponse:
    screen = screen_or_404(call, word)
    parameters(call.request)
    return record_reply(call, screen, restore_record(screen, call.person, number))
