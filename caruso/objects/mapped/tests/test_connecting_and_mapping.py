"""The administrator connects a database and maps its tables by clicking."""

import re
import socket

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from caruso.kernel.models import Event, User
from caruso.kernel.reaching import allowed_address
from caruso.kernel.sealing import SecretLost, seal, unseal
from caruso.objects.mapped.introspection import read_table
from caruso.objects.mapped.models import Connection, MappedObject
from caruso.objects.mapped.tests.waterworks import form_as_guessed
from caruso.objects.modelling.fields import add_field

pytestmark = pytest.mark.django_db


def test_a_database_is_connected_mapped_and_put_away(waterworks, anna: User, client: Client) -> None:
    client.force_login(anna)
    given = {key: value for key, value in waterworks.settings.items() if value is not None}
    answer = client.post("/databases/new", {"name": "Waterworks", "password": "", **given})
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    connection = Connection.objects.get()
    page = client.get(f"/databases/{connection.pk}").content.decode()
    assert "meters" in page and "customers" in page
    assert "cannot be mapped" in client.get(f"/databases/{connection.pk}/map?table=nameless").content.decode()
    for table in ("customers", "meters"):
        address = f"/databases/{connection.pk}/map?table={table}"
        assert client.get(address).status_code == 200
        answer = client.post(address, form_as_guessed(connection, table))
        assert answer.status_code == 302, answer.content.decode()[-3000:]
    assert "M-001" in client.get("/meters/").content.decode()
    meters = MappedObject.objects.get(table="meters")
    guessed = {one["column"]: one["kind"] for one in meters.fields}
    assert guessed["customer_id"] == "relation" and guessed["email"] == "email" and guessed["read_on"] == "date"
    assert guessed["reading"] == "decimal" and guessed["changed_at"] == "datetime"
    page = client.get(f"/databases/objects/{meters.name}").content.decode()
    assert "serial_no" in page
    client.post(f"/databases/objects/{meters.name}/away")
    assert client.get("/meters/").status_code == 404
    client.post(f"/databases/objects/{meters.name}/back")
    assert client.get("/meters/").status_code == 200
    assert client.post(f"/databases/{connection.pk}/remove").status_code == 302
    assert Connection.objects.exists(), "objects are mapped onto it"
    assert Event.objects.filter(object="objects.mappedobject", kind="created").count() == 2


def test_codes_relations_and_keys_are_said_in_the_form(sqlite, anna: User, client: Client) -> None:
    client.force_login(anna)
    connection = sqlite.connect(anna)
    values = form_as_guessed(connection, "meters")
    table = read_table(connection.open().alias, "meters")
    number = [column.name for column in table.columns].index("state")
    values |= {f"kind_{number}": "choice", f"code-{number}-value": ["A", "D"]}
    values |= {f"code-{number}-en": ["active", "dismantled"], f"code-{number}-pl": ["aktywny", ""]}
    values |= {f"code-{number}-cs": ["aktivní", ""], f"code-{number}-colour": ["green", ""]}
    values |= {f"label_{number}": "State | Stan | Stav", "label_pl": "Licznik"}
    values |= {"link_0": "customers.contact:emails.value", "link_by_0": "email"}
    assert client.post(f"/databases/{connection.pk}/map?table=meters", values).status_code == 302
    meters = MappedObject.objects.get()
    state = next(one for one in meters.fields if one["column"] == "state")
    assert state["codes"] == [
        {"value": "A", "labels": {"en": "active", "pl": "aktywny", "cs": "aktivní"}, "colour": "green"},
        {"value": "D", "labels": {"en": "dismantled"}},
    ]
    assert state["labels"]["cs"] == "Stav"
    assert meters.links == [{"target": "customers.contact", "field": "emails.value", "by": "email"}]
    values["link_by_0"] = ""
    answer = client.post(f"/databases/objects/{meters.name}", values)
    assert answer.status_code == 422 and "Say both" in answer.content.decode()
    assert MappedObject.objects.get().links == meters.links


def test_it_belongs_with_what_identifies_a_record(sqlite, anna: User, client: Client) -> None:
    client.force_login(anna)
    for kind, label, unique in (("text", "Card", True), ("text", "Hobby", False), ("integer", "Locker", False)):
        add_field("customers.contact", kind, {"en": label}, by=anna, options={"unique": True} if unique else {})
    connection = sqlite.connect(anna)
    address = f"/databases/{connection.pk}/map?table=meters"
    offered = set(re.findall(r'<option value="([a-z]+\.[a-z]+:[a-z_.]+)"', client.get(address).content.decode()))
    of_customers = {one for one in offered if one.startswith("customers.")}
    keys = ("emails.value", "phones.value", "external_id")
    assert of_customers == {
        *(f"customers.contact:{key}" for key in (*keys, "card")),
        *(f"customers.account:{key}" for key in (*keys, "tax_number", "registration_number")),
    }
    assert not any(one.endswith(("version", "name", "tax_country", "tax_class")) for one in offered)


def test_what_it_belongs_with_already_stays_offered(sqlite, anna: User, client: Client) -> None:
    link = {"target": "customers.contact", "field": "first_name", "by": "serial_no"}
    sqlite.map_meters(sqlite.connect(anna), anna, links=[link])
    client.force_login(anna)
    page = client.get("/databases/objects/meter").content.decode()
    assert 'value="customers.contact:first_name" selected' in page


def test_places_inside_the_own_network_are_refused(no_sources, anna: User, client: Client, settings, tmp_path) -> None:
    settings.MAPPED_HOSTS, settings.MAPPED_FILES = [], [str(tmp_path)]
    client.force_login(anna)
    base = {"name": "X", "vendor": "mariadb", "database": "x", "schema": "", "username": "root"}
    hosts = (
        "127.0.0.1",
        "localhost",
        "10.0.0.1",
        "169.254.169.254",
        "::1",
        "::ffff:127.0.0.1",
        "0.0.0.0",
        "2130706433",
    )
    for host in hosts:
        answer = client.post("/databases/new", {**base, "host": host})
        assert answer.status_code == 422, host
    for path in ("/etc/passwd", f"{tmp_path}/../x", "file:memory?mode=memory", str(tmp_path), ":memory:"):
        answer = client.post("/databases/new", {**base, "vendor": "sqlite", "database": path})
        assert answer.status_code == 422 and "no such file" in answer.content.decode(), path
    assert not Connection.objects.exists()
    settings.MAPPED_HOSTS = ["10.0.0.0/8"]
    assert allowed_address("10.1.2.3", 3306) == "10.1.2.3"


def test_the_password_is_kept_encrypted_and_never_shown(sqlite, anna: User, client: Client, settings) -> None:
    connection = sqlite.connect(anna, password="very secret")
    stored = Connection.objects.get()
    assert "very secret" not in stored.password_sealed and stored.password == "very secret"
    client.force_login(anna)
    for address in ("/databases/", f"/databases/{connection.pk}", f"/databases/{connection.pk}/settings"):
        assert "very secret" not in client.get(address).content.decode()
    assert "very secret" not in str(list(Event.objects.values_list("data", flat=True)))
    settings.SECRET_KEY = "another"
    with pytest.raises(SecretLost):
        unseal(stored.password_sealed)
    settings.SECRET_KEY_FALLBACKS = ["only-for-tests"]
    assert unseal(stored.password_sealed) == "very secret" and unseal(seal("")) == ""


def test_to_another_place_the_password_does_not_go_along(mariadb, anna: User, client: Client) -> None:
    connection = mariadb.connect(anna)
    Connection.objects.update(password_sealed=seal("very secret"))
    client.force_login(anna)
    given = {key: value for key, value in mariadb.settings.items() if value is not None}
    answer = client.post(f"/databases/{connection.pk}/settings", {"name": "W", **given, "host": "203.0.113.7"})
    assert answer.status_code == 422 and "type the password again" in answer.content.decode()
    assert Connection.objects.get().host == "127.0.0.1"


def test_only_who_administers_comes_in(sqlite, anna: User, marek: User, client: Client) -> None:
    connection = sqlite.connect(anna)
    client.force_login(marek)
    pages = ("/databases/", "/databases/new", f"/databases/{connection.pk}", f"/databases/{connection.pk}/settings")
    for address in (*pages, f"/databases/{connection.pk}/map?table=meters", "/databases/objects/meter"):
        assert client.get(address).status_code == client.post(address, {}).status_code == 403
    for address in (
        f"/databases/{connection.pk}/remove",
        "/databases/objects/meter/away",
        "/databases/objects/meter/back",
    ):
        assert client.post(address).status_code == 403
    assert Connection.objects.count() == 1 and not MappedObject.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "64:ff9b::a9fe:a9fe",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2002:a9fe:a9fe::1",
        "::7f00:1",
        "::ffff:0:7f00:1",
        "fec0::1",
        "192.0.0.8",
        "100.64.0.1",
    ],
)
def test_an_address_that_leads_inside_by_another_way_is_refused(address: str, settings, monkeypatch) -> None:
    """Also where a name stands for it, beside one that is public."""
    settings.MAPPED_HOSTS = ["10.0.0.0/8"]
    found = [(0, 0, 0, "", (one, 3306)) for one in ("93.184.216.34", address)]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_asked, **_how: found)
    with pytest.raises(ValidationError):
        allowed_address("db.example.com", 3306)


def test_what_is_no_place_of_a_database_is_told(no_sources, anna: User, client: Client, settings) -> None:
    settings.MAPPED_HOSTS = ["127.0.0.1"]
    client.force_login(anna)
    base = {"name": "X", "vendor": "postgresql", "database": "postgres", "username": "postgres", "host": "127.0.0.1"}
    for odd in (
        {"host": "/var/run/postgresql"},
        {"host": "127.0.0.1,10.0.0.1"},
        {"host": "127.0.0.1 host=10.0.0.1"},
        {"database": "postgres options='-c statement_timeout=0'"},
        {"database": "host=10.0.0.5 dbname=postgres"},
        {"database": "postgresql://10.0.0.1/postgres"},
        {"database": "x" * 400},
        {"username": "postgres host=10.1.1.1"},
        {"vendor": "mariadb", "database": "mysql", "username": "nobody"},
    ):
        answer = client.post("/databases/new", {**base, **odd})
        assert answer.status_code == 422 and answer.context["form"].errors, odd
    assert not Connection.objects.exists()
