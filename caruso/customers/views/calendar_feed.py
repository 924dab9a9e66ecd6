"""One's activities as a calendar that other programs subscribe to (RFC 5545), read only, behind an unguessable address."""

from datetime import timedelta

from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caruso.customers.models import Activity
from caruso.customers.rules.ical import calendar_of
from caruso.kernel.middleware import public
from caruso.kernel.models import User
from caruso.kernel.people.preferences import preferences_of
from caruso.kernel.request import Request
from caruso.screens.description import screen_of
from caruso.screens.doors import may_see
from caruso.screens.veil import veiled, without_unseen_links

SALT = "calendar-feed"
PAST = timedelta(days=60)
MOST = 2000


def feed_token(user: User) -> str:
    """Names the person and the generation of the feed; a new generation makes old addresses worthless."""
    return signing.dumps([user.pk, user.preferences.get("feed", 0)], salt=SALT, compress=True)


@public
def calendar_feed(request: Request, token: str) -> HttpResponse:
    try:
        number, generation = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise Http404 from None
    user = User.objects.active().filter(pk=number).first()
    if user is None or user.preferences.get("feed", 0) != generation:
        raise Http404
    activities = Activity.objects.visible_to(user).filter(owner=user, due_at__gte=timezone.now() - PAST)
    screen = screen_of(Activity)
    if not may_see(screen, user, ("due_at",)):
        activities = activities.none()
    rows = list(activities.select_related("contact", "account").order_by("due_at")[:MOST])
    without_unseen_links(veiled(rows, user), user)
    site = f"{request.scheme}://{request.get_host()}"
    text = calendar_of(
        rows, name=_("Caruso: %(name)s") % {"name": user}, address=lambda row: f"{site}{screen.record_url(row.pk)}"
    )
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


@require_POST
def renew_feed(request: Request) -> HttpResponse:
    """Make the old address of one's feed worthless and give a new one."""
    with preferences_of(request.user) as preferences:
        preferences["feed"] = preferences.get("feed", 0) + 1
    return redirect("customers:feed")
