"""Every message that a user can see is there in Polish and Czech."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.conf import settings

LOCALES = ("pl", "cs")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}|%[sd]")

pytestmark = pytest.mark.skipif(not shutil.which("xgettext"), reason="gettext is not installed")


def messages(path: Path) -> dict[tuple[str | None, str], Message]:
    """By context and English text."""
    with path.open("rb") as file:
        catalogue = read_po(file)
    return {(message.context, _first(message.id)): message for message in catalogue if message.id}


def _first(text: str | tuple[str, ...]) -> str:
    return text if isinstance(text, str) else text[0]


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str | None, str], Message]:
    """What the source asks to have translated, read by gettext from a copy of it."""
    copy = tmp_path_factory.mktemp("source")
    house = copy / "caruso"
    shutil.copytree(
        Path(settings.BASE_DIR) / "caruso",
        house,
        ignore=shutil.ignore_patterns("__pycache__", "locale", "tests", "node_modules"),
    )
    for locale in LOCALES:
        (house / "locale" / locale / "LC_MESSAGES").mkdir(parents=True)
    command = [sys.executable, "-m", "django", "makemessages", "--locale", LOCALES[0], "--no-location"]
    result = subprocess.run(command, cwd=house, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return messages(house / "locale" / LOCALES[0] / "LC_MESSAGES" / "django.po")


@pytest.fixture(params=LOCALES)
def translated(request: pytest.FixtureRequest) -> dict[tuple[str | None, str], Message]:
    return messages(Path(settings.LOCALE_PATHS[0]) / request.param / "LC_MESSAGES" / "django.po")


def test_every_message_is_translated(extracted, translated) -> None:
    missing = [text for (context, text) in extracted.keys() - translated.keys()]
    empty = [key[1] for key, message in translated.items() if not all(_forms(message)) and key in extracted]

    assert not sorted(missing + empty)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_catalogue_holds_nothing_but_messages(locale: str) -> None:
    """The compiler passes over a line that it cannot read, such as one that a merge left behind."""
    path = Path(settings.LOCALE_PATHS[0]) / locale / "LC_MESSAGES" / "django.po"
    lines = path.read_text(encoding="utf-8").splitlines()
    assert not [line for line in lines if line and not line.startswith(("#", "msgid", "msgstr", "msgctxt", '"'))]


def test_no_translation_is_a_guess(translated) -> None:
    assert not [text for (context, text), message in translated.items() if message.fuzzy]


def test_translations_keep_the_placeholders(translated) -> None:
    """A translation with a misspelt placeholder would fail when it is shown."""
    for (_context, text), message in translated.items():
        allowed = _placeholders("".join(message.id) if isinstance(message.id, tuple) else text)
        for form in filter(None, _forms(message)):
            assert _placeholders(form) <= allowed, form
        if isinstance(message.id, str) and message.string:
            assert _placeholders(str(message.string)) == allowed, text


def _forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def _placeholders(text: str) -> set[str]:
    return {match.group() for match in PLACEHOLDER.finditer(text)}
