"""Tells the person at the terminal, once the first page can be had, where it is."""

import http.client
import socket
import threading


def greet_when_ready(listener: socket.socket, greeting: str) -> None:
    """Print `greeting` after the first answer. The request for it also warms the server up."""
    threading.Thread(target=_wait_and_greet, args=(listener.getsockname(), greeting), daemon=True).start()


def _wait_and_greet(address: tuple[str, int], greeting: str) -> None:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address[0], address[0])
    # The socket listens already, so the request waits in its queue until a web process takes it.
    connection = http.client.HTTPConnection(host, address[1], timeout=60)
    try:
        connection.request("GET", "/", headers={"Host": f"127.0.0.1:{address[1]}"})
        connection.getresponse().read()
    except OSError:
        return
    finally:
        connection.close()
    print(greeting, flush=True)
