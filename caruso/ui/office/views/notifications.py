"""What a person should know, and the counter in the bar."""

import json

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from caruso.kernel.addresses import address_of_record
from caruso.kernel.models import Notification
from caruso.kernel.models.notification import unread_count
from caruso.kernel.numbers import number_from
from caruso.kernel.request import Request

PAGE = 50


def my_notifications(request: Request) -> HttpResponse:
    """The newest first, from `before` on."""
    mine = Notification.objects.filter(person=request.user.pk).select_related("by")
    if before := number_from(request.GET.get("before", "")):
        mine = mine.filter(pk__lt=before)
    found = list(mine[: PAGE + 1])
    context = {"notifications": found[:PAGE], "more": found[PAGE - 1].pk if len(found) > PAGE else None}
    return render(request, "ui/office/notifications.html", context)


@never_cache
def count(request: Request) -> HttpResponse:
    """The counter; nothing at all while it is what the page knows."""
    unread = unread_count(request.user.pk)
    if request.GET.get("known") == str(unread):
        return HttpResponse(status=204)
    response = render(request, "ui/parts/unread.html", {"unread": unread})
    response["HX-Trigger"] = json.dumps({"notifications": {"unread": unread}})
    return response


def open_notification(request: Request, number: int) -> HttpResponse:
    """To what the notification is about, read from now on."""
    notification = get_object_or_404(Notification, pk=number, person=request.user.pk)
    _mark(notification)
    if notification.object and notification.record:
        return redirect(address_of_record(notification.object, notification.record) or "office:notifications")
    return redirect(notification.address or "office:notifications")


@require_POST
def mark_read(request: Request, number: int) -> HttpResponse:
    _mark(get_object_or_404(Notification, pk=number, person=request.user.pk))
    return redirect("office:notifications")


@require_POST
def mark_all_read(request: Request) -> HttpResponse:
    Notification.objects.filter(person=request.user.pk).mark_read()
    return redirect("office:notifications")


def _mark(notification: Notification) -> None:
    if notification.read_at is None:
        notification.read_at = timezone.now()
        notification.save(update_fields=["read_at"])
