"""Somebody at a browser: signs in, keeps cookies and the connection."""

from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPResponse, RemoteDisconnected
from http.cookies import SimpleCookie
from urllib.parse import urlencode

SIGN_IN = "/people/login/"


class Refused(Exception):
    """The server did not answer as it should."""


class Visitor:
    def __init__(self, port: int, headers: dict[str, str] | None = None) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=120)
        self.headers = {"Accept-Encoding": "identity", "Accept-Language": "en", **(headers or {})}
        self.cookies: dict[str, str] = {}

    def again(self, port: int) -> "Visitor":
        """The same person in another window."""
        other = Visitor(port, self.headers)
        other.cookies = dict(self.cookies)
        return other

    def sign_in(self, email: str, password: str) -> "Visitor":
        self.get(SIGN_IN)
        self.post(SIGN_IN, {"login": email, "password": password})
        if "sessionid" not in self.cookies:
            raise Refused(f"{email} could not sign in.")
        return self

    def get(self, address: str) -> bytes:
        return self._ask("GET", address)

    def post(self, address: str, data: dict[str, str] | list[tuple[str, str]]) -> bytes:
        """As a form of a page does; an answer that sends elsewhere is not followed."""
        pairs = list(data.items()) if isinstance(data, dict) else data
        body = urlencode([*pairs, ("csrfmiddlewaretoken", self.cookies.get("csrftoken", ""))])
        return self._ask("POST", address, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def _ask(self, method: str, address: str, body: str | None = None, more: dict[str, str] | None = None) -> bytes:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        response = self._answer(method, address, body, {**self.headers, **(more or {}), "Cookie": cookies})
        content = response.read()
        for line in response.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        if response.status not in (200, 302, 304) or response.headers.get("Location", "").startswith(SIGN_IN):
            raise Refused(f"{method} {address}: {response.status} {content[:300]!r}")
        return content

    def _answer(self, method: str, address: str, body: str | None, headers: dict[str, str]) -> HTTPResponse:
        try:
            self.connection.request(method, address, body, headers)
            return self.connection.getresponse()
        except RemoteDisconnected:
            # The server ends connections that nobody has used for some seconds.
            self.connection.close()
            self.connection.request(method, address, body, headers)
            return self.connection.getresponse()


class FormReader(HTMLParser):
    """What a browser would send back of the form of a page (`form.form`)."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.pairs: list[tuple[str, str]] = []
        self._inside = False
        self._open = ""
        self._value: str | None = None
        self.feed(page.decode())
        self.pairs = [pair for pair in self.pairs if pair[0] and "__prefix__" not in pair[0]]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "form":
            self._inside = "form" in (values.get("class") or "").split()
        elif not self._inside:
            return
        elif tag == "input" and values.get("name") != "csrfmiddlewaretoken":
            if values.get("type") not in ("checkbox", "radio") or "checked" in values:
                self.pairs.append((values.get("name") or "", values.get("value") or ""))
        elif tag in ("select", "textarea"):
            self._open, self._value = values.get("name") or "", None
        elif tag == "option" and ("selected" in values or self._value is None):
            self._value = values.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self._open and self.lasttag == "textarea":
            self._value = (self._value or "") + data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag in ("select", "textarea") and self._open:
            self.pairs.append((self._open, self._value or ""))
            self._open = ""
