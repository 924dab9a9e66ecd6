"""Database settings from one address, with the options each engine needs to be safe and quick."""

from typing import Any
from urllib.parse import unquote, urlsplit

SQLITE_OPTIONS = {
    # WAL lets readers go on while one writes; IMMEDIATE makes a writer queue instead of failing half-way.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000; "
        "PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=ON; PRAGMA wal_autocheckpoint=4000;"
    ),
}
#: Short questions: compiling a plan takes PostgreSQL longer than answering it, and disks without arms find any page soon.
POSTGRESQL_OPTIONS = {"options": "-c jit=off -c random_page_cost=1.1"}


def database_from_url(url: str) -> dict[str, Any]:
    """Django's settings for `sqlite:///path` or `postgresql://user:password@host:port/name`.

    Raises ValueError for any other scheme.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": url.removeprefix("sqlite:///"),
            "OPTIONS": SQLITE_OPTIONS,
            "CONN_MAX_AGE": None,
        }
    if parts.scheme in ("postgresql", "postgres"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "OPTIONS": POSTGRESQL_OPTIONS,
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ValueError(f"CARUSO_DATABASE_URL must start with sqlite:/// or postgresql://, not {parts.scheme!r}")
