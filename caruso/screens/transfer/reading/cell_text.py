"""The value of a spreadsheet cell as text: dates in ISO 8601, numbers as a person would type them."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

ZEROS_ONLY = re.compile(r'^[0\-\s"\\]*0[0\-\s"\\]*$')


def cell_text(cell: Any) -> str:
    """`cell` is an openpyxl cell. Errors such as #N/A become "", as does an empty cell."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        # _x000D_ is how the format spells a carriage return.
        return "" if cell.data_type == "e" else value.replace("_x000D_", "").replace("\0", "")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number_text(value, cell.number_format or "")
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def _number_text(value: int | float, number_format: str) -> str:
    if "%" in number_format:
        return f"{_plain(value * 100)}%"
    if isinstance(value, int) or value.is_integer():
        whole = int(value)
        if whole >= 0 and number_format.count("0") > 1 and ZEROS_ONLY.match(number_format):
            return _padded(str(whole), number_format)
        return str(whole)
    return _plain(value)


def _plain(value: int | float) -> str:
    """Without an exponent, and without the dust of binary fractions."""
    text = f"{value:.10f}".rstrip("0").rstrip(".") if abs(value) < 1e15 else f"{value:.0f}"
    return "0" if text in ("", "-0") else text


def _padded(digits: str, number_format: str) -> str:
    r"""Postal codes and the like: 1234 shown with `00\-000` is 01-234."""
    pattern = number_format.replace("\\", "").replace('"', "")
    if len(digits) > pattern.count("0"):
        return digits
    rest = list(digits.zfill(pattern.count("0")))
    return "".join(rest.pop(0) if mark == "0" else mark for mark in pattern)
