"""Remembers what was installed from which files, so that the second start has nothing to do."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Stamp:
    """A file holding the digest of the inputs that a step was last done for."""

    def __init__(self, path: Path, inputs: Iterable[Path]) -> None:
        self.path = path
        self.inputs = sorted(inputs)

    def is_fresh(self) -> bool:
        return self.path.exists() and self.path.read_text() == self._digest()

    def write(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(self._digest())

    def _digest(self) -> str:
        digest = hashlib.sha256()
        for path in self.inputs:
            digest.update(str(path.relative_to(ROOT)).encode())
            digest.update(path.read_bytes())
        return digest.hexdigest()
