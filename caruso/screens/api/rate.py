"""So many requests a minute for each caller, counted in the cache: shared between processes with Redis."""

import time

from django.conf import settings
from django.core.cache import cache

from caruso.screens.api.problem import Problem

WINDOW = 60


def count_request(caller: str) -> dict[str, str]:
    """Count one request; the headers that tell how many are left. Raises Problem when there are none."""
    limit = settings.API_REQUESTS_PER_MINUTE
    now = int(time.time())
    rest = WINDOW - now % WINDOW
    count = _increment(f"api-requests:{caller}:{now // WINDOW}")
    headers = {
        "RateLimit-Limit": str(limit),
        "RateLimit-Remaining": str(max(0, limit - count)),
        "RateLimit-Reset": str(rest),
    }
    if count > limit:
        raise Problem("too-many", headers={**headers, "Retry-After": str(rest)})
    return headers


def _increment(key: str) -> int:
    cache.add(key, 0, WINDOW * 2)
    try:
        return cache.incr(key)
    except ValueError:
        # Thrown out of the cache between the two calls.
        cache.set(key, 1, WINDOW * 2)
        return 1
