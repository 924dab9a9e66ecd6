"""The application that the server process runs."""

import os
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from asgiref.sync import ThreadSensitiveContext
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

_django = get_asgi_application()
_idle_threads: list[ThreadPoolExecutor] = []


async def application(
    scope: dict[str, Any], receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]
) -> None:
    """Django, each request on a thread that was used before.

    Django alone starts a new thread for every request, which then has to open a database connection of its
    own; a kept thread brings its open connection along. The most recently used thread is taken first, so
    that few connections stay open.
    """
    if scope["type"] == "lifespan":
        return
    thread = _idle_threads.pop() if _idle_threads else ThreadPoolExecutor(max_workers=1, thread_name_prefix="request")
    try:
        async with ThreadSensitiveContext(executor=thread):
            await _django(scope, receive, send)
    finally:
        _idle_threads.append(thread)
