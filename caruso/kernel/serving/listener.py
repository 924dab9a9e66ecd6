"""The socket that all web processes share."""

import socket


class PortTaken(Exception):
    """Another program already listens there."""


def listen(host: str, port: int) -> socket.socket:
    """A bound, inheritable socket. Raises PortTaken, or OSError for an address this machine does not have."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(2048)
    except OSError as error:
        listener.close()
        if error.errno == 98:
            raise PortTaken(f"Port {port} is already in use.") from error
        raise
    listener.set_inheritable(True)
    return listener
