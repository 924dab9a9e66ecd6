"""The frame and its assets, as a browser meets them."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client

from caruso.kernel.models.user import User
from caruso.ui import assets, icons
from caruso.ui.styleguide.pages import PROTOTYPES
from caruso.ui.templatetags import ui

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("marta@example.com", "a long password", name="Marta Zielińska"))
    return client


def test_an_asset_of_the_current_version_is_kept_for_ever_and_needs_no_cookie() -> None:
    answer = Client().get(assets.address("caruso.css"), headers={"accept-encoding": "gzip, br"})
    assert answer.status_code == 200
    assert "immutable" in answer["Cache-Control"]
    assert answer["Content-Encoding"] == "br"
    assert answer["Vary"] == "Accept-Encoding"


def test_an_asset_of_another_version_is_not_kept() -> None:
    assert Client().get("/assets/000/caruso.css")["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("name", ["../settings.py", "ui/../../apps.py", "missing.js", "fonts/../../../x.woff2", ""])
def test_only_known_files_of_known_types_are_assets(name: str) -> None:
    assert Client().get(f"/assets/{assets.version()}/{name}").status_code == 404


def test_styles_and_scripts_of_a_list_stay_within_120_kb() -> None:
    scripts = ["theme", "islands", "http", "shell", "messages", "shortcuts", "list", "columns", "selection", "palette"]
    names = ["caruso.css", "django_htmx/htmx-2.min.js", *(f"ui/js/{name}.js" for name in scripts)]
    assert sum(len(assets.content(name, "br") or b"") for name in names) <= 120_000


def test_every_listed_icon_exists() -> None:
    assert [name for name in sorted(icons.drawn) if not icons.svg(name)] == []


@pytest.mark.parametrize("page", ["", *PROTOTYPES])
def test_style_guide_has_no_inline_script_or_style(administrator: Client, page: str) -> None:
    answer = administrator.get(f"/styleguide/{page}")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert not re.search(r"\sstyle=|\son\w+=|<style|<script(?![^>]*\ssrc=)", html)


def test_style_guide_is_for_administrators() -> None:
    client = Client()
    client.force_login(User.objects.create_user("jan@example.com", "a long password"))
    assert client.get("/styleguide/").status_code in {302, 403, 404}


def test_a_list_of_fifty_rows_stays_within_80_kb(administrator: Client) -> None:
    assert len(administrator.get("/styleguide/list").content) <= 80_000


def test_a_person_chooses_colours_and_density(administrator: Client) -> None:
    administrator.post("/preferences/look", {"theme": "dark", "density": "compact"})
    html = administrator.get("/styleguide/").content.decode()
    assert 'data-theme="dark" data-density="compact"' in html


def test_a_look_that_is_not_on_offer_changes_nothing(administrator: Client) -> None:
    administrator.post("/preferences/look", {"theme": '"><script>', "is_superuser": "1"})
    assert User.objects.get().theme == "system"


def test_choosing_a_language_never_leads_to_another_site(administrator: Client) -> None:
    answer = administrator.post("/preferences/look", {"language": "pl", "next": "https://evil.example/"})
    assert answer["Location"] == "/"
    assert User.objects.get().language == "pl"


def test_names_are_escaped_wherever_a_tag_shows_them() -> None:
    evil = "<b onmouseover=x>"
    for html in (ui.avatar(evil, 1), ui.status(evil), ui.tag(evil), ui.chip(evil), ui.avatar(evil, 1, photo='"x')):
        assert "<b onmouseover" not in html
        assert 'src=""x' not in html


@pytest.mark.parametrize(
    ("name", "company", "letters"),
    [
        ("Łukasz Świątek", False, "ŁŚ"),
        ("Anna Maria Żak", False, "AŻ"),
        ("Młyny Łódzkie Sp. z o.o.", True, "MŁ"),
        ("ó", False, "Ó"),
        ("(…)", False, "?"),
        ("", False, "?"),
    ],
)
def test_initials(name: str, company: bool, letters: str) -> None:
    assert ui.initials(name, company) == letters


def test_the_sign_in_page_wears_the_look() -> None:
    User.objects.create_user("jan@example.com")
    html = Client().get("/people/login/").content.decode()
    assert 'class="bare"' in html
    assert 'name="login"' in html


def test_an_address_that_leads_nowhere_says_so_in_the_look(administrator: Client) -> None:
    answer = administrator.get("/nowhere/at/all")
    assert answer.status_code == 404
    assert 'class="bare"' in answer.content.decode()


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "429", "500"])
def test_an_error_page_needs_nothing_from_the_request(name: str) -> None:
    assert 'class="bare"' in render_to_string(f"{name}.html")
