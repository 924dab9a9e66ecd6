"""Addresses of files. A file is never a page of ours: it comes as a download, in a sandbox, as what it was stored."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caruso.kernel.files.attaching import attach, detach, record_for, visible_attachment
from caruso.kernel.files.checking import Refused
from caruso.kernel.files.pictures import thumbnail
from caruso.kernel.files.storing import path_of
from caruso.kernel.files.types import IMAGES
from caruso.kernel.models.attachment import Attachment
from caruso.kernel.request import Request

SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
MOST_AT_ONCE = 20


@require_POST
def add_files(request: Request, object: str, number: int) -> HttpResponse:
    """Add every `file` of the form to the record; what is refused is told by name, the others are kept."""
    record = record_for(object, number, _person(request), "edit")
    added, refused = [], []
    for upload in request.FILES.getlist("file")[:MOST_AT_ONCE]:
        assert isinstance(upload, UploadedFile)
        try:
            added.append(attach(record, upload, by=_person(request)))
        except Refused as problem:
            refused.extend(problem.messages)
    if not added and not refused:
        return JsonResponse({"errors": [_("No file was sent.")]}, status=400)
    answer = {"files": [_described(attachment) for attachment in added], "errors": refused}
    if request.headers.get("HX-Request") or "json" in request.headers.get("Accept", ""):
        response = JsonResponse(answer, status=201 if added else 400)
        if added:
            response["HX-Trigger"] = "files-changed"
        return response
    if refused and not added:
        return HttpResponse("\n".join(refused), status=400, content_type="text/plain; charset=utf-8")
    return _back(request)


@require_http_methods(["GET", "HEAD", "DELETE"])
def one_file(request: Request, number: int, name: str) -> HttpResponseBase:
    """The file as a download; a picture to be shown. DELETE takes it off its record."""
    attachment = visible_attachment(number, _person(request))
    if request.method == "DELETE":
        return _detached(request, attachment)
    try:
        content = path_of(attachment.sha256).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    shown = attachment.content_type in IMAGES and "download" not in request.GET
    response = FileResponse(
        content, as_attachment=not shown, filename=attachment.name, content_type=attachment.content_type
    )
    return _guarded(response, attachment)


@require_GET
def small_picture(request: Request, number: int, size: int) -> HttpResponseBase:
    """A picture within a square of `size` pixels."""
    attachment = visible_attachment(number, _person(request))
    if attachment.content_type not in IMAGES:
        raise Http404
    try:
        path = thumbnail(attachment.sha256, size)
    except (ValueError, OSError):
        raise Http404 from None
    return _guarded(FileResponse(path.open("rb"), content_type="image/webp"), attachment)


@require_POST
def remove_file(request: Request, number: int) -> HttpResponse:
    """The way without JavaScript to take a file off its record."""
    return _detached(request, visible_attachment(number, _person(request)))


def address_of_file(attachment: Attachment) -> str:
    return reverse("kernel:file", args=[attachment.pk, attachment.name])


def _detached(request: Request, attachment: Attachment) -> HttpResponse:
    detach(attachment, by=_person(request))
    if request.method == "DELETE" or request.headers.get("HX-Request"):
        return HttpResponse(status=200, headers={"HX-Trigger": "files-changed"})
    return _back(request)


def _guarded(response: FileResponse, attachment: Attachment) -> FileResponse:
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, max-age=300"
    return response


def _described(attachment: Attachment) -> dict[str, Any]:
    return {
        "id": attachment.pk,
        "name": attachment.name,
        "content_type": attachment.content_type,
        "size": attachment.size,
        "url": address_of_file(attachment),
    }


def _back(request: Request) -> HttpResponse:
    """To the page that the form names, as long as it is one of ours."""
    target = request.POST.get("next") or request.headers.get("Referer") or "/"
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return redirect(target if safe else "/")


def _person(request: Request) -> Any:
    return request.user
