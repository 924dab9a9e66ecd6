"""So many requests a minute for each caller, counted in the cache: shared between processes with Redis."""

import time

from django.conf import settings

from caruso.kernel.limits import count
from caruso.screens.api.problem import Problem

WINDOW = 60


def count_request(caller: str) -> dict[str, str]:
    """Count one request; the headers that tell how many are left. Raises Problem when there are none."""
    limit = settings.API_REQUESTS_PER_MINUTE
    now = int(time.time())
    rest = WINDOW - now % WINDOW
    made = count("api-requests", caller, seconds=WINDOW)
    headers = {
        "RateLimit-Limit": str(limit),
        "RateLimit-Remaining": str(max(0, limit - made)),
        "RateLimit-Reset": str(rest),
    }
    if made > limit:
        raise Problem("too-many", headers={**headers, "Retry-After": str(rest)})
    return headers
