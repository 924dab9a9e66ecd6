"""`caruso serve`: takes the port, has the database prepared, and supervises the processes.

Django is not loaded here: the first answer does not wait for it to be loaded twice, and the supervisor stays small.
"""

import os
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from socket import socket

from caruso.kernel.serving.child import Child
from caruso.kernel.serving.greeting import greet_when_ready
from caruso.kernel.serving.listener import PortTaken, listen
from caruso.kernel.serving.supervisor import Supervisor

DEMO_SIGN_IN = "\n  user      admin@example.com\n  password  caruso-demo"
PYTHON = [sys.executable, "-m"]


def main(words: Sequence[str]) -> None:
    """Run until Ctrl+C. Exits with a message where the port or the database is not to be had."""
    options = _parser().parse_args(words)
    listener = _listen(options.host, options.port)
    address = _address(options.host, options.port)
    # Links that leave the server (mails, the API's document) lead to where it is, unless the firm says where that is.
    os.environ.setdefault("CARUSO_URL", address)
    if options.migrate or options.demo:
        wanted = [f"--{name}" for name in ("migrate", "demo") if getattr(options, name)]
        wanted += ["--language", options.language]
        if status := subprocess.run([*PYTHON, "caruso.command", "prepare", *wanted]).returncode:
            sys.exit(status)
    file = listener.fileno()
    children = [
        Child(f"Web process {number}", [*PYTHON, "caruso.kernel.serving.web", str(file)], (file,))
        for number in range(1, options.processes + 1)
    ]
    workers = [] if options.no_worker else [Child("The worker", [*PYTHON, "caruso.command", "worker"], waits=True)]
    greet_when_ready(listener, _greeting(address, options.demo), workers)
    sys.exit(Supervisor([*children, *workers]).run())


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="caruso serve", description="Run the web server and the worker until Ctrl+C.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")
    parser.add_argument("--processes", type=int, default=1, help="web processes, about one per core")
    parser.add_argument("--no-worker", action="store_true", help="run no worker here")
    parser.add_argument("--migrate", action="store_true", help="bring the database up to date first")
    parser.add_argument("--demo", action="store_true", help="load the demo story first, once")
    parser.add_argument("--language", default="en", help="what the demo's firm speaks: en, pl or cs")
    return parser


def _listen(host: str, port: int) -> socket:
    try:
        return listen(host, port)
    except PortTaken as error:
        sys.exit(f"{error} Choose another one: `make serve PORT=8001` or `caruso serve --port 8001`.")
    except OSError as error:
        sys.exit(f"Cannot listen on {host}: {error.strerror}.")


def _address(host: str, port: int) -> str:
    """Where a browser on this machine finds the server."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _greeting(address: str, demo: bool) -> str:
    return f"\nCaruso is at  {address}{DEMO_SIGN_IN if demo else ''}\n\nCtrl+C stops it."
