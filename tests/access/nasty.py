"""What somebody who means harm, or a broken program, sends."""

import base64
import json

SCRIPT = "<script>alert('caruso')</script>"
ATTRIBUTE = "\"'><img src=x onerror=alert('caruso')>"
LONG = "a" * 1_000_000


def key(*parts: object) -> str:
    """A place in a list as nobody made it."""
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


NASTY = (
    "\x00",
    "Zeros\x00within",
    SCRIPT,
    ATTRIBUTE,
    "²",
    "٣",
    "-1",
    "0",
    "9" * 18,
    "9" * 40,
    "1e400",
    "NaN",
    "-Infinity",
    "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59-23:59",
    "0000-00-00",
    "[]",
    '{"all": [[]]}',
    "null",
    '"\\ud800"',
    "a=1&b[]=2",
    "=cmd|'/C calc'!A0",
    "' OR 1=1 --",
    "%s%n{0}{{x}}",
    "../../../../etc/passwd",
    "\u202egnp.exe\u2066",
    "Z" + "\u0301" * 500,
    "\ufeff\u200b\u00ad",
    "😀" * 70,
    "((((((((((((((((((((",
    "name = 1 and (",
    key(None, None),
    key("9" * 40, "9" * 40),
    key([], {}),
    key("0001-01-01T00:00:00+23:59", 1),
    key("\x00", 1),
    key("\ud800", 1),
    "0001-01-01T00:00:00+23:59~1",
    "2026-01-01T00:00:00~" + "9" * 40,
    "-",
    ",,,",
    " ",
    LONG,
)
