"""One web process: `python -m caruso.kernel.serving.web FD` serves on an inherited socket.

uvicorn's own `--fd` takes the socket for a Unix one and so leaves Nagle's delay switched on; handing over
the socket itself does not.
"""

import os
import socket
import sys

import uvicorn

from caruso.kernel.serving.orphan import stop_with_supervisor


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    stop_with_supervisor()
    config = uvicorn.Config(
        "config.asgi:application",
        lifespan="off",
        server_header=False,
        access_log=False,
        proxy_headers=bool(os.environ.get("CARUSO_PROXY")),
        forwarded_allow_ips=os.environ.get("CARUSO_PROXY"),
        timeout_graceful_shutdown=20,
        log_level="warning",
    )
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=int(sys.argv[1]))])


if __name__ == "__main__":
    main()
