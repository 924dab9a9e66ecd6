"""A mail server on this machine, with as much of IMAP as a mailbox is asked."""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class FakeServer(socketserver.StreamRequestHandler):
    """As much of IMAP as a mailbox is asked."""

    messages: list[bytes]
    flags: dict[int, str]
    #: Who may come in with which password, and which folders there are; empty for anybody and any.
    users: dict[str, str]
    folders: list[str]

    def handle(self) -> None:
        self.wfile.write(b"* OK ready\r\n")
        while line := self.rfile.readline().decode().strip():
            tag, command, *rest = line.split(" ", 2)
            answer = getattr(self, f"_{command.lower()}", lambda *_rest: None)(*rest) or "OK done"
            self.wfile.write(f"{tag} {answer}\r\n".encode())
            if command == "LOGOUT":
                return

    def _capability(self, *_rest: str) -> None:
        self.wfile.write(b"* CAPABILITY IMAP4rev1\r\n")

    def _login(self, rest: str) -> str:
        user, password = rest.replace('"', "").split(" ")
        return "OK in" if not self.users or self.users.get(user) == password else "NO who"

    def _select(self, folder: str) -> str | None:
        if self.folders and folder.strip('"') not in self.folders:
            return "NO such folder"
        self.wfile.write(f"* {len(self.messages)} EXISTS\r\n".encode())
        return None

    def _search(self, *_rest: str) -> None:
        unseen = [str(at) for at in range(1, len(self.messages) + 1) if at not in self.flags]
        self.wfile.write(f"* SEARCH {' '.join(unseen)}\r\n".encode())

    def _fetch(self, rest: str) -> None:
        number = int(rest.split(" ")[0])
        raw = self.messages[number - 1]
        if "SIZE" in rest:
            self.wfile.write(f"* {number} FETCH (RFC822.SIZE {len(raw)})\r\n".encode())
        else:
            self.wfile.write(f"* {number} FETCH (BODY[] {{{len(raw)}}}\r\n".encode() + raw + b")\r\n")

    def _store(self, rest: str) -> None:
        number, flag = re.match(r"(\d+) \+FLAGS \((.+)\)", rest).groups()  # type: ignore[union-attr]
        self.flags[int(number)] = flag


@contextmanager
def served() -> Iterator[tuple[type[FakeServer], int]]:
    """The server and its port, for as long as the block lasts."""
    handler = type("OneMailbox", (FakeServer,), {"messages": [], "flags": {}, "users": {}, "folders": []})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield handler, server.server_address[1]
        server.shutdown()
