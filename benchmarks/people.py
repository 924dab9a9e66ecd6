"""Who visits: the administrator, a representative who sees the team's, one who sees only the own, and a program."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.test import Client

from benchmarks.cases import Case
from benchmarks.visitor import Visitor
from caruso.customers.seeds.staff import PASSWORD
from caruso.kernel.models import ApiToken, Role, User

EMAILS = {"admin": "admin@example.com", "team": "rep1@example.com", "own": "rep2@example.com"}


@dataclass
class People:
    secret: str

    @classmethod
    def prepare(cls) -> "People":
        """Give them passwords, a role that sees only the own, and the program a token."""
        own, _made = Role.objects.get_or_create(
            name="Only own", defaults={"rights": {"*": {"view": "own", "create": "all", "edit": "own"}}}
        )
        User.objects.filter(email__startswith="rep").update(password=make_password(PASSWORD))
        User.objects.get(email=EMAILS["own"]).roles.set([own])
        admin = User.objects.get(email=EMAILS["admin"])
        ApiToken.objects.filter(person=admin).delete()
        _token, secret = ApiToken.objects.issue(admin, "benchmarks")
        return cls(secret)

    def user(self, person: str) -> User:
        return User.objects.get(email=EMAILS[person])

    def visitors(self, port: int) -> dict[str, Visitor]:
        signed_in = {person: Visitor(port).sign_in(email, PASSWORD) for person, email in EMAILS.items()}
        return {**signed_in, "program": Visitor(port, {"Authorization": f"Bearer {self.secret}"})}

    def client(self, person: str) -> Client:
        """The same person within this process, whose queries can be listened to."""
        client = Client(HTTP_ACCEPT_LANGUAGE="en")
        client.force_login(self.user(person))
        return client

    def headers(self, case: Case) -> dict[str, str]:
        return {"HTTP_AUTHORIZATION": f"Bearer {self.secret}"} if case.token else {}

    def known(self, port: int) -> Visitor:
        """The administrator with a session from before, on a connection of its own."""
        visitor = Visitor(port)
        visitor.cookies["sessionid"] = self.client("admin").cookies["sessionid"].value
        return visitor
