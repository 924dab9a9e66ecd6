"""The picture of a record: a photo of a person, say."""

from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from caruso.kernel.files.attaching import attach
from caruso.kernel.files.checking import Refused
from caruso.kernel.files.types import IMAGES
from caruso.kernel.request import Request
from caruso.screens.description import Screen
from caruso.screens.doors import record_or_404


@require_POST
def add_picture(request: Request, screen: Screen, number: int) -> HttpResponse:
    """Keep the `file` of the form among the record's files and show it as its picture."""
    if not screen.picture:
        raise Http404
    record = record_or_404(screen, number, request.user, "edit")
    upload = request.FILES.get("file")
    if upload is None:
        return JsonResponse({"files": [], "errors": []}, status=400)
    try:
        with transaction.atomic():
            attachment = attach(record, upload, by=request.user, only=IMAGES)
            # The event is that of the file; the picture is only which file is shown.
            screen.model.objects.filter(pk=number).update(**{screen.picture: attachment})
    except Refused as problem:
        return JsonResponse({"files": [], "errors": problem.messages}, status=400)
    return JsonResponse({"files": [{"id": attachment.pk}], "errors": []}, status=201)
