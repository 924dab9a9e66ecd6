"""`caruso user`: the people who may sign in, from the console."""

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from caruso.kernel.models import User


class Command(BaseCommand):
    help = "Create, list, promote and deactivate people, and set passwords."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
        create = actions.add_parser("create", help="add a person")
        create.add_argument("email")
        create.add_argument("--name", default="")
        create.add_argument("--admin", action="store_true", help="may do everything")
        create.add_argument("--password", help="asked for where it is not given; `-` reads it from standard input")
        actions.add_parser("list", help="show everybody")
        password = actions.add_parser("password", help="set a person's password")
        password.add_argument("email")
        password.add_argument("--password", help="asked for where it is not given; `-` reads it from standard input")
        for action, meaning in (
            ("deactivate", "let a person sign in no more; the records stay theirs"),
            ("activate", "let a person sign in again"),
            ("promote", "make a person an administrator"),
            ("demote", "make an administrator a person like others"),
        ):
            actions.add_parser(action, help=meaning).add_argument("email")

    def handle(self, *, action: str, **options: Any) -> None:
        getattr(self, f"_{action}")(**options)

    def _create(self, *, email: str, name: str, admin: bool, password: str | None, **options: Any) -> None:
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email} is not an e-mail address.") from error
        if User.objects.filter(email__iexact=email).exists():
            raise CommandError(f"{email} is there already.")
        user = User(email=email.lower(), name=name, is_superuser=admin)
        user.set_password(self._checked(password, user))
        user.save()
        self.stdout.write(f"{user.email} can sign in.")

    def _list(self, **options: Any) -> None:
        for user in User.objects.order_by("email").prefetch_related("roles"):
            words = ["administrator"] * user.is_superuser + [role.name for role in user.roles.all()]
            words += ["deactivated"] * (not user.is_active)
            self.stdout.write(f"{user.email:<40} {user.name:<30} {', '.join(words)}".rstrip())

    def _password(self, *, email: str, password: str | None, **options: Any) -> None:
        user = self._find(email)
        user.set_password(self._checked(password, user))
        user.save(update_fields=["password"])
        self.stdout.write(f"{user.email} has a new password and is signed out everywhere.")

    def _deactivate(self, *, email: str, **options: Any) -> None:
        self._not_the_last_administrator(user := self._find(email))
        user.is_active = False
        user.save(update_fields=["is_active"])
        self.stdout.write(f"{user.email} cannot sign in any more.")

    def _activate(self, *, email: str, **options: Any) -> None:
        user = self._find(email)
        user.is_active = True
        user.save(update_fields=["is_active"])
        self.stdout.write(f"{user.email} can sign in.")

    def _promote(self, *, email: str, **options: Any) -> None:
        user = self._find(email)
        user.is_superuser = True
        user.save(update_fields=["is_superuser"])
        self.stdout.write(f"{user.email} is an administrator.")

    def _demote(self, *, email: str, **options: Any) -> None:
        self._not_the_last_administrator(user := self._find(email))
        user.is_superuser = False
        user.save(update_fields=["is_superuser"])
        self.stdout.write(f"{user.email} is no administrator any more.")

    def _find(self, email: str) -> User:
        try:
            return User.objects.get(email__iexact=email)
        except User.DoesNotExist:
            raise CommandError(f"Nobody here has the address {email}.") from None

    def _not_the_last_administrator(self, user: User) -> None:
        others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
        if user.is_superuser and user.is_active and not others.exists():
            raise CommandError(f"{user.email} is the only administrator. Promote somebody else first.")

    def _checked(self, given: str | None, user: User) -> str:
        password = sys.stdin.readline().rstrip("\n") if given == "-" else given or getpass.getpass("Password: ")
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        return password
