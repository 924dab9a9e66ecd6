"""The same request twice has one effect: `Idempotency-Key`, for a day and for each caller."""

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from caruso.screens.api.kept_reply import KeptReply
from caruso.screens.api.problem import Problem, fault
from caruso.screens.api.resource import Call

KEPT = timedelta(hours=24)
_HEADERS = ("ETag", "Location")


def once(call: Call, content: bytes, act: Callable[[], HttpResponse]) -> HttpResponse:
    """What `act` answers, or what it answered the first time; `act` fails by raising, which leaves the key free.

    The row of the key is written in the transaction of the act, so of two at the same time one waits for the other.
    """
    key = call.request.headers.get("Idempotency-Key")
    if key is None:
        with transaction.atomic():
            return act()
    if not re.fullmatch("[!-~]{1,255}", key):
        message = _("1 to 255 visible ASCII characters.")
        raise Problem("malformed", errors=[fault("header", "Idempotency-Key", message)])
    digest = hashlib.sha256(b"\n".join([call.request.path.encode(), content])).hexdigest()
    with transaction.atomic():
        KeptReply.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
        kept, is_new = KeptReply.objects.get_or_create(caller=call.caller, key=key, defaults={"digest": digest})
        if not is_new:
            return _again(kept, digest)
        response = act()
        kept.reply = {
            "status": response.status_code,
            "body": response.content.decode(),
            "headers": {name: response[name] for name in _HEADERS if name in response},
        }
        kept.save(update_fields=["reply"])
    return response


def _again(kept: KeptReply, digest: str) -> HttpResponse:
    if kept.digest != digest:
        raise Problem("key-reused")
    headers = {**kept.reply["headers"], "Idempotent-Replayed": "true"}
    return HttpResponse(kept.reply["body"], "application/json", status=kept.reply["status"], headers=headers)
