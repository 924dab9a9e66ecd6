"""Ports for servers under test."""

import socket


def free_port() -> int:
    """A port of the loopback address that nobody uses at this moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
