"""How often somebody may do something, counted in the cache: shared between processes with Redis."""

import time

from django.core.cache import cache


def count(what: str, who: str, *, seconds: int) -> int:
    """Count one more; how many there were in the present span of so many seconds, this one included."""
    key = f"{what}:{who}:{int(time.time()) // seconds}"
    cache.add(key, 0, seconds * 2)
    try:
        return int(cache.incr(key))
    except ValueError:
        # Thrown out of the cache between the two calls.
        cache.set(key, 1, seconds * 2)
        return 1
