"""What holds at every address, whoever asks: sign-in, headers, tokens, and nothing that leads elsewhere."""

import json
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern

from caruso.kernel.models import User
from tests.access.doors import OURS, addresses

#: Open to everybody, with the reason.
PUBLIC = {
    "office:welcome": "makes the first person, and only the first",
    "office:invitation": "the token in the address says who it is for",
    "office:logo": "the firm's sign stands on the page of sign-in",
    "sales:offer": "customers have no account; the token in the address says which quote",
    "sales:offer_pdf": "the same",
    "sales:lead_form": "visitors of the firm's website have no account; the token in the address says which form",
    "sales:lead_form_thanks": "the same",
    "customers:calendar_feed": "calendars cannot sign in; the token in the address can be renewed",
}
SIGN_IN = "/people/login/"
SAMPLES = {"int": "1", "slug": "accounts", "str": "x", "path": "x", "screen": "accounts"}


@pytest.fixture(autouse=True)
def nothing_counted() -> Iterator[None]:
    """Attempts of other tests do not count against a limit."""
    cache.clear()
    yield
    cache.clear()


def code_of(secret: str) -> str:
    """What an authenticator shows for this half minute."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def path_of(pattern: URLPattern) -> str:
    """The address with something in the place of each part."""
    route = str(pattern.pattern)
    for name, converter in pattern.pattern.converters.items():
        kinds = (kind for kind in SAMPLES if kind in type(converter).__name__.lower())
        # A converter of a room's own allows a few words.
        sample = SAMPLES.get(next(kinds, ""), converter.regex.split("|")[0])
        route = re.sub(rf"<\w+:{name}>", sample, route)
    return f"/{route}"


def ours() -> list[Any]:
    found = [(name, pattern) for name, pattern in addresses() if name.split(":")[0] in OURS]
    return [pytest.param(name, path_of(pattern), id=name) for name, pattern in found]


def is_strict(policy: str) -> bool:
    return "default-src 'self'" in policy and "script-src 'self'" in policy and "unsafe" not in policy


def test_every_address_asks_who_is_there(anna: User, client: Client) -> None:
    open_to_all = []
    for parameter in ours():
        name, path = parameter.values
        for answer in (client.get(path), client.post(path)):
            asked = answer.status_code == 401 or answer.headers.get("Location", "").startswith(f"{SIGN_IN}?next=")
            if not asked and name not in PUBLIC:
                open_to_all.append(f"{name}: {answer.status_code}")
    assert not open_to_all


@pytest.mark.parametrize(
    "path", [SIGN_IN, "/", "/accounts/", "/accounts/999", "/nowhere", "/office/roles", "/api/docs"]
)
def test_pages_and_errors_carry_the_headers(path: str, anna: User, client: Client) -> None:
    if path != SIGN_IN:
        client.force_login(anna)
    headers = client.get(path).headers
    assert is_strict(headers["Content-Security-Policy"])
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_a_refused_host_and_a_failure_carry_the_policy(
    anna: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert is_strict(client.get("/accounts/", headers={"Host": "evil.example"}).headers["Content-Security-Policy"])
    client.force_login(anna)
    client.raise_request_exception = False
    monkeypatch.setattr("caruso.screens.lists.views.ListQuery.from_address", None)
    answer = client.get("/accounts/")
    assert answer.status_code == 500
    assert is_strict(answer.headers["Content-Security-Policy"])


def test_every_post_needs_its_token(anna: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(anna)
    refused = {parameter.id: browser.post(parameter.values[1]).status_code for parameter in ours()}
    # 404 where the API does not know the address; it checks the token itself.
    assert {name: status for name, status in refused.items() if status not in (403, 404)} == {}


def test_the_session_is_new_after_sign_in_and_its_cookie_is_closed(anna: User, client: Client) -> None:
    client.get(SIGN_IN)
    planted = client.session.session_key or "planted"
    client.cookies["sessionid"] = planted
    answer = client.post(SIGN_IN, {"login": anna.email, "password": "caruso-demo"})
    cookie = answer.cookies["sessionid"]
    assert cookie.value != planted
    assert cookie["httponly"] and cookie["samesite"] == "Lax"


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_signing_in_leads_nowhere_else(target: str, anna: User, client: Client) -> None:
    answer = client.post(SIGN_IN, {"login": anna.email, "password": "caruso-demo", "next": target})
    assert answer.status_code == 302
    assert answer["Location"] == "/"


def test_signing_in_is_slowed_down(anna: User, client: Client) -> None:
    wrong = {"login": anna.email, "password": "wrong-password"}
    answers = [client.post(SIGN_IN, wrong) for _attempt in range(12)]
    last = client.post(SIGN_IN, {"login": anna.email, "password": "caruso-demo"})
    assert any(answer.status_code == 429 or "Too many" in answer.content.decode() for answer in answers)
    assert last.status_code != 302


def test_nobody_learns_who_has_an_account(anna: User, client: Client) -> None:
    def told(email: str) -> str:
        answer = client.post(SIGN_IN, {"login": email, "password": "wrong-password"})
        return answer.content.decode().replace(email, "").split("<form")[1].split("csrfmiddlewaretoken")[0]

    assert told(anna.email) == told("nobody@example.com")
    reset = [client.post("/people/password/reset/", {"email": one}) for one in (anna.email, "nobody@example.com")]
    assert [(one.status_code, one.headers.get("Location")) for one in reset] == [
        (302, "/people/password/reset/done/")
    ] * 2


@pytest.mark.parametrize("password", ["short", "password1234", "anna@example.com", "1234567890"])
def test_weak_passwords_are_refused(password: str, anna: User, client: Client) -> None:
    client.force_login(anna)
    data = {"oldpassword": "caruso-demo", "password1": password, "password2": password}
    assert client.post("/people/password/change/", data).status_code == 200
    anna.refresh_from_db()
    assert anna.check_password("caruso-demo")


def test_nobody_signs_up(anna: User, client: Client) -> None:
    client.post("/people/signup/", {"email": "x@example.com", "password1": "a-long-word", "password2": "a-long-word"})
    assert User.objects.count() == 1


@pytest.mark.parametrize("page", ["", "totp/activate/", "webauthn/add/"])
def test_a_second_factor_can_be_set_up(page: str, anna: User, client: Client) -> None:
    client.post(SIGN_IN, {"login": anna.email, "password": "caruso-demo"})
    answer = client.get(f"/people/2fa/{page}", follow=True)
    assert answer.status_code == 200
    assert is_strict(answer.headers["Content-Security-Policy"])


def test_a_code_is_asked_for_once_a_second_factor_is_set_up(anna: User, client: Client) -> None:
    signed_in = {"login": anna.email, "password": "caruso-demo"}
    client.post(SIGN_IN, signed_in)
    client.post("/people/reauthenticate/", {"password": "caruso-demo"})
    page = client.get("/people/2fa/totp/activate/")
    secret = page.context["form"].secret
    client.post("/people/2fa/totp/activate/", {"code": code_of(secret)})
    assert Authenticator.objects.filter(user=anna, type="totp").exists()

    other = Client()
    assert other.post(SIGN_IN, signed_in).headers["Location"] == "/people/2fa/authenticate/"
    assert other.get("/accounts/").status_code == 302, "the password alone lets nobody in"
    other.post("/people/2fa/authenticate/", {"code": "000000"})
    assert other.get("/accounts/").status_code == 302
    cache.clear()  # the code of this half minute was used when it was set up
    other.post("/people/2fa/authenticate/", {"code": code_of(secret)})
    assert other.get("/accounts/").status_code == 200


def test_a_forgotten_password_is_set_anew_by_the_link_that_was_mailed(
    anna: User, client: Client, mailoutbox: list[Any]
) -> None:
    client.post("/people/password/reset/", {"email": anna.email})
    (address,) = re.findall(r"/people/password/reset/key/\S+", mailoutbox[0].body)
    form = client.get(address, follow=True).request["PATH_INFO"]
    client.post(form, {"password1": "a-new-long-word", "password2": "a-new-long-word"})
    assert Client().post(SIGN_IN, {"login": anna.email, "password": "a-new-long-word"}).headers["Location"] == "/"
    again = Client().get(address, follow=True).content.decode()
    assert 'name="password1"' not in again, "the link works once"


def test_one_sees_where_one_is_signed_in_and_ends_the_others(anna: User, client: Client) -> None:
    signed_in = {"login": anna.email, "password": "caruso-demo"}
    elsewhere = Client(headers={"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"})
    for one in (elsewhere, client):
        one.post(SIGN_IN, signed_in)
    assert "Firefox · Linux" in client.get("/people/sessions/").content.decode()
    client.post("/people/sessions/")
    assert client.get("/accounts/").status_code == 200
    assert elsewhere.get("/accounts/").status_code == 302


def test_an_address_of_another_site_is_no_way_back(anna: User, client: Client) -> None:
    client.force_login(anna)
    answer = client.post(
        "/preferences/look",
        {"theme": "dark", "next": "https://evil.example/"},
        headers={"Referer": "https://evil.example/"},
    )
    assert "evil" not in json.dumps(dict(answer.headers))
