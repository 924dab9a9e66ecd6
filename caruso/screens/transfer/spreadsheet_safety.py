"""Text that a spreadsheet would take for a formula gets an apostrophe, which makes it plain text there."""

_STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe_text(text: str) -> str:
    return f"'{text}" if text.startswith(_STARTS) else text
