"""One web process: `python -m caruso.kernel.serving.web FD` serves on an inherited socket.

uvicorn's own `--fd` takes the socket for a Unix one and so leaves Nagle's delay switched on; handing over
the socket itself does not.
"""

import gc
import os
import socket
import sys
from typing import Any

from caruso.kernel.serving.child import GIVES_UP
from caruso.kernel.serving.orphan import stop_with_supervisor

COLLECT_AFTER = 10_000
"""Objects made and not freed since; Python's own 700 are reached several times in one page."""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    stop_with_supervisor()
    application = _load()

    import uvicorn

    config = uvicorn.Config(
        application,
        lifespan="off",
        server_header=False,
        access_log=False,
        proxy_headers=bool(os.environ.get("CARUSO_PROXY")),
        forwarded_allow_ips=os.environ.get("CARUSO_PROXY"),
        timeout_graceful_shutdown=20,
        log_level="warning",
    )
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=int(sys.argv[1]))])


def _load() -> Any:
    """The application. What is loaded stays for good: the collector need not look at it, now or at any request.

    What a request makes is freed when it is answered, mostly without the collector, which may look more seldom.
    """
    gc.disable()
    from django.urls import get_resolver

    from caruso.kernel.serving.up_to_date import REFUSAL, is_up_to_date
    from config.asgi import application

    if not is_up_to_date():
        print(REFUSAL, file=sys.stderr, flush=True)
        sys.exit(GIVES_UP)
    get_resolver().url_patterns  # noqa: B018 - loads the views
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER, 10, 10)
    gc.enable()
    return application


if __name__ == "__main__":
    main()
