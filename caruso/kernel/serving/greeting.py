"""Tells the person at the terminal, once the first page can be had, where it is; then what can wait is started."""

import http.client
import socket
import threading
from collections.abc import Sequence

from caruso.kernel.serving.child import Child


def greet_when_ready(listener: socket.socket, greeting: str, others: Sequence[Child] = ()) -> None:
    """Print `greeting` after the first answer, having started the `others`, which would have slowed that one down.

    The request for it also warms the server up.
    """
    threading.Thread(target=_wait_and_greet, args=(listener.getsockname(), greeting, others), daemon=True).start()


def _wait_and_greet(address: tuple[str, int], greeting: str, others: Sequence[Child]) -> None:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address[0], address[0])
    # The socket listens already, so the request waits in its queue until a web process takes it.
    connection = http.client.HTTPConnection(host, address[1], timeout=60)
    try:
        connection.request("GET", "/", headers={"Host": f"127.0.0.1:{address[1]}"})
        connection.getresponse().read()
        answered = True
    except OSError:
        answered = False
    finally:
        connection.close()
    for child in others:
        child.start()
    if answered:
        print(greeting, flush=True)
