"""The `caruso` command as a person at a terminal meets it."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from caruso import command
from caruso.kernel.models import Job, User

PASSWORD = "a-long-password"


def caruso(monkeypatch: pytest.MonkeyPatch, *words: str) -> None:
    monkeypatch.setattr("sys.argv", ["caruso", *words])
    command.main()


def test_help_lists_every_word(monkeypatch, capsys) -> None:
    caruso(monkeypatch, "--help")
    shown = capsys.readouterr().out
    assert all(f"caruso {word} " in shown for word in command.WORDS)


def test_an_unknown_word_is_answered_with_a_hint(monkeypatch) -> None:
    with pytest.raises(SystemExit, match="`caruso --help`"):
        caruso(monkeypatch, "frobnicate")


def test_djangos_own_commands_pass_through(monkeypatch, capsys) -> None:
    caruso(monkeypatch, "diffsettings", "--output", "unified")
    assert "ROOT_URLCONF" in capsys.readouterr().out


@pytest.mark.django_db
class TestUsers:
    def test_an_administrator_is_created_and_listed(self) -> None:
        call_command("user", "create", "Ada@example.com", "--admin", "--password", PASSWORD, stdout=StringIO())

        ada = User.objects.get(email="ada@example.com")
        assert ada.is_superuser and ada.check_password(PASSWORD)
        listed = StringIO()
        call_command("user", "list", stdout=listed)
        assert "ada@example.com" in listed.getvalue() and "administrator" in listed.getvalue()

    @pytest.mark.parametrize(
        ("email", "password", "reason"),
        [
            ("not an address", PASSWORD, "not an e-mail address"),
            ("ADA@example.com", PASSWORD, "there already"),
            ("grace@example.com", "short", "too short"),
        ],
    )
    def test_a_wrong_person_is_refused(self, email: str, password: str, reason: str) -> None:
        User.objects.create_user("ada@example.com", PASSWORD)

        with pytest.raises(CommandError, match=reason):
            call_command("user", "create", email, "--password", password, stdout=StringIO())

        assert User.objects.count() == 1

    @pytest.mark.parametrize("action", ["deactivate", "demote"])
    def test_the_last_administrator_stays(self, action: str) -> None:
        User.objects.create_superuser("ada@example.com", PASSWORD)

        with pytest.raises(CommandError, match="only administrator"):
            call_command("user", action, "ada@example.com", stdout=StringIO())

        ada = User.objects.get()
        assert ada.is_active and ada.is_superuser

    def test_a_password_is_set_and_a_person_comes_and_goes(self) -> None:
        User.objects.create_superuser("ada@example.com", PASSWORD)
        User.objects.create_user("grace@example.com", PASSWORD)

        for words in (["promote"], ["deactivate"], ["password", "--password", "another-long-one"]):
            call_command("user", words[0], "grace@example.com", *words[1:], stdout=StringIO())

        grace = User.objects.get(email="grace@example.com")
        assert grace.is_superuser and not grace.is_active and grace.check_password("another-long-one")


@pytest.mark.django_db
def test_a_healthy_installation_says_so() -> None:
    said = StringIO()
    call_command("health", stdout=said)
    assert "healthy" in said.getvalue()


@pytest.mark.django_db
def test_work_that_nobody_does_is_a_problem() -> None:
    Job.objects.create(kind="nothing", due_at=timezone.now() - timedelta(hours=1))
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("health", stdout=said)
    assert "caruso worker" in said.getvalue()
