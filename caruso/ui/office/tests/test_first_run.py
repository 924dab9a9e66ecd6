"""A new house leads everybody to the first run, once."""

import pytest
from django.urls import reverse

from caruso.kernel.models import Organisation, User

pytestmark = pytest.mark.django_db
ANSWERS = {
    "company": "Pekárna",
    "country": "CZ",
    "currency": "CZK",
    "language": "cs",
    "time_zone": "Europe/Prague",
    "name": "Eva Malá",
    "email": "Eva@example.com",
    "password": "a sentence is best",
}


@pytest.mark.parametrize("path", ["/", "/preferences", "/people/login/", "/office/settings", "/files/1/a.txt"])
def test_every_address_leads_there_while_nobody_is_here(client, path):
    assert client.get(path)["Location"] == reverse("office:welcome")


def test_it_makes_the_company_and_the_administrator_and_is_gone(client):
    assert client.get("/welcome").status_code == 200
    assert client.post("/welcome", ANSWERS)["Location"] == "/"
    eva = User.objects.get()
    assert eva.is_superuser and eva.email == "eva@example.com" and eva.language == "cs"
    firm = Organisation.objects.get()
    assert (firm.name, firm.country, firm.currency, firm.time_zone) == ("Pekárna", "CZ", "CZK", "Europe/Prague")
    assert client.get(reverse("office:settings")).status_code == 200, "signed in"
    assert client.get("/welcome").status_code == 404
    client.logout()
    assert client.get("/welcome").status_code == 404
    assert client.post("/welcome", {**ANSWERS, "email": "bad@example.com"}).status_code == 404
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    "bad", [{"password": "short"}, {"email": "no mail"}, {"currency": "XXX"}, {"company": ""}, {"time_zone": "Mars"}]
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(client, bad):
    page = client.post("/welcome", {**ANSWERS, **bad})
    assert page.status_code == 200 and "Eva Malá" in page.content.decode()
    assert page.context["form"].errors.keys() == bad.keys()
    assert not User.objects.exists()
