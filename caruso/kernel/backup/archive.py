"""Reading and writing the archive file."""

import hashlib
import io
import os
import tarfile
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, BinaryIO

from caruso.kernel.backup import manifest as manifests
from caruso.kernel.backup.manifest import Manifest
from caruso.kernel.backup.problem import BackupProblem

CHUNK = 1 << 20
COMPRESSION = 3
"""gzip's level: three times as quick as the usual one, a tenth larger."""


class ArchiveWriter:
    """Writes beside the target and takes its name only when complete, so that no half archive can be mistaken."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
        self.checksums: dict[str, str] = {}

    def __enter__(self) -> "ArchiveWriter":
        descriptor = os.open(self.partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._file = os.fdopen(descriptor, "wb")
        self._tar = tarfile.open(fileobj=self._file, mode="w:gz", compresslevel=COMPRESSION)  # noqa: SIM115
        return self

    def add_bytes(self, name: str, content: bytes) -> None:
        self._add(name, io.BytesIO(content), len(content))

    def add_file(self, name: str, path: Path) -> None:
        """Raises FileNotFoundError for a file that has gone since it was listed."""
        with path.open("rb") as file:
            self._add(name, file, os.fstat(file.fileno()).st_size)

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest with all checksums; the archive is complete after this."""
        manifest.checksums = self.checksums
        self._add(manifests.NAME, io.BytesIO(content := manifest.to_bytes()), len(content))
        self._tar.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        os.replace(self.partial, self.target)

    def _add(self, name: str, file: IO[bytes], size: int) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode, member.mtime = size, 0o600, int(time.time())
        reader = _Hashing(file)
        self._tar.addfile(member, reader)
        self.checksums[name] = reader.digest.hexdigest()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._file.close()
        self.partial.unlink(missing_ok=True)


class _Hashing:
    """Digests what is read through it."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        content = self.file.read(size)
        self.digest.update(content)
        return content


def members(path: Path) -> Iterator[tuple[str, BinaryIO]]:
    """Name and content of each member in the order of writing."""
    with tarfile.open(path, mode="r|gz") as tar:
        for member in tar:
            content = tar.extractfile(member)
            if content is None:
                raise BackupProblem(f"{path} is not a backup of Caruso: {member.name} is not a file.")
            yield member.name, content  # type: ignore[misc]


def verify(path: Path) -> Manifest:
    """Read the archive to its end and compare every checksum. Raises BackupProblem, also for a foreign file."""
    try:
        found, manifest = _read_through(path)
    except (tarfile.TarError, EOFError, zlib.error) as error:
        raise BackupProblem(f"{path} is damaged or not a backup of Caruso ({error}). Nothing was changed.") from error
    if manifest is None:
        raise BackupProblem(f"{path} is not a whole backup of Caruso: its end is missing. Nothing was changed.")
    wrong = sorted(
        name for name in manifest.checksums.keys() | found if manifest.checksums.get(name) != found.get(name)
    )
    if wrong:
        raise BackupProblem(f"{path} is damaged: {wrong[0]} is not what was written. Nothing was changed.")
    return manifest


def _read_through(path: Path) -> tuple[dict[str, str], Manifest | None]:
    found: dict[str, str] = {}
    manifest = None
    for name, content in members(path):
        if name == manifests.NAME:
            manifest = _manifest(path, content.read())
            continue
        digest = hashlib.sha256()
        while block := content.read(CHUNK):
            digest.update(block)
        found[name] = digest.hexdigest()
    return found, manifest


def _manifest(path: Path, content: bytes) -> Manifest:
    try:
        return Manifest.from_bytes(content)
    except (ValueError, TypeError) as error:
        raise BackupProblem(
            f"{path} was not written by this or an older Caruso: its manifest cannot be read. Nothing was changed."
        ) from error
