"""Backup and restore, from the console, of a system that is in use."""

import errno
import gzip
import shutil
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

from caruso.kernel.backup import BackupProblem, write_backup
from caruso.kernel.tests.systems import System, new_system

WRITE_PAIRS = """
import hashlib, itertools, os, sys, time
from pathlib import Path
from django.conf import settings
from django.db import transaction
from caruso.kernel.models import Attachment

def write(number, side):
    content = f"{sys.argv[1]} {number} {side}".encode() * 500
    digest = hashlib.sha256(content).hexdigest()
    path = Path(settings.MEDIA_ROOT) / digest[:2] / digest
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".partial").write_bytes(content)
    os.replace(path.with_suffix(".partial"), path)
    Attachment.objects.create(name=side, content_type="text/plain", size=len(content), sha256=digest)

for number in itertools.count() if sys.argv[2] == "on" else range(int(sys.argv[2])):
    with transaction.atomic():
        write(number, "left")
        write(number, "right")
    if number == 20:
        print("writing", flush=True)
    time.sleep(0.005)  # nobody saves without a pause
"""

CHECK_PAIRS = """
from pathlib import Path
from django.conf import settings
from caruso.kernel.models import Attachment
left, right = (Attachment.objects.filter(name=side).count() for side in ("left", "right"))
assert left == right, (left, right)
for digest in Attachment.objects.values_list("sha256", flat=True):
    assert (Path(settings.MEDIA_ROOT) / digest[:2] / digest).exists()
print(left)
"""


@pytest.fixture(scope="module")
def small_firm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    with new_system(tmp_path_factory.mktemp("small-firm"), migrated=True) as system:
        assert system.caruso("migrate", "--verbosity", "0").returncode == 0
        system.forget_examples()
        system.caruso("user", "create", "ada@example.com", "--admin", "--password", "a-long-password")
        system.python(WRITE_PAIRS, "before", "5")
        yield system


@pytest.fixture
def system(small_firm: System, tmp_path: Path) -> Iterator[System]:
    with new_system(tmp_path, like=small_firm) as system:
        yield system


@pytest.fixture(scope="module")
def kept_archive(small_firm: System, tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = tmp_path_factory.mktemp("archive") / "caruso.tar.gz"
    made = small_firm.caruso("backup", str(archive))
    assert made.returncode == 0, made.stderr
    return archive


@pytest.fixture(scope="module")
def kept_tables(small_firm: System) -> dict[str, list[str]]:
    return small_firm.tables()


@pytest.fixture
def archive(kept_archive: Path, tmp_path: Path) -> Path:
    """A backup of the small firm."""
    return Path(shutil.copy(kept_archive, tmp_path))


@pytest.fixture
def other(tmp_path: Path) -> Iterator[System]:
    with new_system(tmp_path) as other:
        yield other


def test_a_restored_system_has_every_row_and_every_file(
    small_firm: System, kept_tables: dict[str, list[str]], archive: Path, other: System
) -> None:
    restored = other.caruso("restore", str(archive))

    assert restored.returncode == 0, restored.stderr
    assert other.tables() == kept_tables
    assert other.stored_files() == small_firm.stored_files() != {}
    # New rows do not collide with restored ones.
    other.python(WRITE_PAIRS, "after", "1")


def test_only_its_owner_may_read_a_backup(kept_archive: Path) -> None:
    assert kept_archive.stat().st_mode & 0o077 == 0


@pytest.fixture
def with_tables(tmp_path: Path) -> Iterator[System]:
    """One that was only ever brought up to date."""
    with new_system(tmp_path, migrated=True) as system:
        assert system.caruso("migrate", "--verbosity", "0").returncode == 0
        system.forget_examples()
        yield system


def test_a_backup_made_and_restored_while_people_write_is_whole(
    system: System, with_tables: System, tmp_path: Path
) -> None:
    archive = tmp_path / "during.tar.gz"
    with system.start_python(WRITE_PAIRS, "during", "on") as writer:
        try:
            assert writer.stdout is not None and writer.stdout.readline() == "writing\n"
            made = system.caruso("backup", str(archive))
            restored = system.caruso("restore", str(archive), "--replace")
            still_writing = writer.poll() is None
        finally:
            writer.kill()

    assert made.returncode == 0, made.stderr
    assert restored.returncode == 0, restored.stderr
    assert still_writing
    assert with_tables.caruso("restore", str(archive)).returncode == 0
    assert int(with_tables.python(CHECK_PAIRS)) >= 20


def test_a_system_with_data_is_replaced_only_when_asked(
    small_firm: System, system: System, kept_tables: dict[str, list[str]], archive: Path
) -> None:
    system.python(WRITE_PAIRS, "later", "2")
    later = system.tables()

    refused = system.caruso("restore", str(archive))
    assert refused.returncode != 0 and "--replace" in refused.stderr
    assert system.tables() == later != kept_tables

    assert system.caruso("restore", str(archive), "--replace").returncode == 0
    assert system.tables() == kept_tables
    assert system.stored_files() == small_firm.stored_files()


def damage(archive: Path) -> None:
    content = bytearray(gzip.decompress(archive.read_bytes()))
    content[content.index(b"ada@example.com")] ^= 1
    archive.write_bytes(gzip.compress(bytes(content)))


def cut_off(archive: Path) -> None:
    archive.write_bytes(archive.read_bytes()[:-200])


def make_newer(archive: Path) -> None:
    content = gzip.decompress(archive.read_bytes()).replace(b'"0001_initial"', b'"0009_unknown"')
    archive.write_bytes(gzip.compress(content))


def put_something_else_there(archive: Path) -> None:
    archive.write_text("name;e-mail\nAda;ada@example.com\n")


def make_foreign_tar(archive: Path) -> None:
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(__file__, "holiday.jpg")


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (damage, "damaged"),
        (cut_off, "damaged"),
        (make_newer, "Upgrade this one first"),
        (put_something_else_there, "not a backup"),
        (make_foreign_tar, "not a whole backup"),
    ],
)
def test_a_spoilt_archive_is_refused_and_changes_nothing(
    small_firm: System,
    system: System,
    kept_tables: dict[str, list[str]],
    archive: Path,
    spoil: Callable[[Path], None],
    reason: str,
) -> None:
    spoil(archive)

    refused = system.caruso("restore", str(archive), "--replace")

    assert refused.returncode != 0
    assert reason in refused.stderr and "Traceback" not in refused.stderr
    assert system.tables() == kept_tables
    assert system.stored_files() == small_firm.stored_files()


@pytest.mark.django_db(transaction=True)
def test_a_backup_that_cannot_be_written_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def disk_is_full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", disk_is_full)

    with pytest.raises(BackupProblem, match="full"):
        write_backup(tmp_path / "caruso.tar.gz")
    with pytest.raises(BackupProblem, match="No such file or directory"):
        write_backup(tmp_path / "missing" / "caruso.tar.gz")

    assert not list(tmp_path.iterdir())


@pytest.mark.django_db(transaction=True)
def test_the_secret_key_is_only_in_an_archive_that_asks_for_it(tmp_path: Path) -> None:
    write_backup(tmp_path / "plain.tar.gz")
    write_backup(tmp_path / "with-key.tar.gz", with_secret_key=True)

    key = settings.SECRET_KEY.encode()
    assert key not in gzip.decompress((tmp_path / "plain.tar.gz").read_bytes())
    assert key in gzip.decompress((tmp_path / "with-key.tar.gz").read_bytes())
