"""The last member of an archive: what is in it, and where it came from."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

NAME = "manifest.json"
FORMAT = 1
"""Raised when an older Caruso could not read a newer archive any more."""


@dataclass
class Manifest:
    format: int
    version: str
    engine: str
    """Django's vendor name of the database: "sqlite" or "postgresql"."""
    made_at: str
    migrations: list[list[str]]
    """[app, name] of each migration that the database had seen."""
    tables: dict[str, int]
    """Rows of each table."""
    schema: dict[str, Any] = field(default_factory=dict)
    """What a new database does not get from the migrations; PostgreSQL only."""
    checksums: dict[str, str] = field(default_factory=dict)
    """SHA-256 of each other member, as hexadecimal digits."""

    def to_bytes(self) -> bytes:
        return json.dumps(asdict(self), indent=1, ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> "Manifest":
        """Raises ValueError or TypeError for anything that is not a manifest."""
        return cls(**json.loads(content))
