"""Whatever a name, label, choice or default says, it is data: never SQL, never markup."""

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from caruso.kernel.defining import put_field_away
from caruso.kernel.models import CustomField, User
from caruso.kernel.values import stored_value
from caruso.objects.modelling.fields import add_field, destroy_field
from caruso.objects.modelling.objects import make_object
from caruso.screens.description import screen_of

pytestmark = pytest.mark.django_db

#: Labels that give names, and those.
NAMES = {
    "Select": "select",
    "From whom": "from_whom",
    "Group": "group",
    "Total": "total",
    "Count": "count",
    "Sum": "sum",
    "Table": "table",
    "User": "user",
    "Value": "value",
    "Name'); DROP TABLE kernel_user; --": "name_drop_table_kernel_user",
    'A "quoted" one': "a_quoted_one",
    "Łódź — Žižkov": "lodz_zizkov",
    "A 100% {0} %s %(x)s": "a_100_0_s_x_s",
    "x" * 80: "x" * 50,
    "Party 🎉 <script>alert(1)</script>": "party_script_alert_1_script",
    "Emails_base": "emails_base",
    "Where": "where_value",
    "Worked out": "worked_out_value",
    "🎉": "field",
    "1st": "field_1st",
}
#: Labels whose names mean something else in conditions and code, and the names they give instead.
OTHERWISE = {
    "Order": "order_value", "From": "from_value", "Class": "class_value", "Id": "id_value", "Pk": "pk_value",
    "Owner_id": "owner_id_value", "Save": "save_value", "Derive": "derive_value", "Custom": "custom_value",
    "Put in bin": "put_in_bin_value", "None": "none_value", "123": "field_123", "___": "field", "Ελλάδα": "field_2", "Version": "version_value",
}  # fmt: skip
#: What every record has already, and nothing.
REFUSED = ["Name", "OWNER", ""]


@pytest.fixture(params=["customers.account", "objects.claim"])
def key(request: pytest.FixtureRequest, anna: User) -> str:
    if request.param == "objects.claim":
        make_object({"en": "Claim"}, {"en": "Claims"}, by=anna)
    return str(request.param)


EVIL = "'); DROP TABLE kernel_user; --<script>alert(2)</script>"


@pytest.mark.parametrize("kind", ["text", "integer", "choices"])
def test_fields_of_any_name_are_written_found_listed_and_removed(
    key: str, anna: User, client: Client, kind: str
) -> None:
    rows = [_nasty_field(key, kind, label, anna) for label in NAMES]
    assert [row.name for row in rows] == list(NAMES.values())
    screen = screen_of(key)
    record = screen.model(name="A", owner=anna)
    for row in rows:
        record.put(row.name, screen.field(row.name).parse(_nasty_value(row)))
    record.create(by=anna)
    client.force_login(anna)
    assert "<script>alert(" not in client.get(screen.record_url(record.pk)).content.decode()
    assert "<script>alert(" not in client.get(screen.url("new")).content.decode()
    for row in rows:
        columns = f"{screen.list_url}?columns=name,{row.name}&sort={row.name}"
        listed = client.get(columns)
        assert listed.status_code == 200 and "<script>alert(" not in listed.content.decode(), row.name
        answer = client.get(f"/api/v1/{screen.slug}", {"where": _finding(row)})
        assert [one["id"] for one in answer.json()["items"]] == [record.pk], answer.content
        assert record.change({row.name: screen.field(row.name).parse({"integer": "8"}.get(kind, ""))}, by=anna)
    for row in rows:
        put_field_away(row, by=anna)
        destroy_field(row, by=anna)
    assert User.objects.filter(pk=anna.pk).exists()
    assert not {row.name for row in rows} & set(screen_of(key).object.fields)


def _nasty_field(key: str, kind: str, label: str, by: User) -> CustomField:
    choices = [EVIL, "Other"] if kind == "choices" else []
    options = {"unique": True} if kind == "text" else {}
    return add_field(key, kind, {"en": label, "pl": EVIL[:80]}, by=by, help=EVIL, choices=choices, options=options)


def _nasty_value(row: CustomField) -> Any:
    return [row.choices[0]["value"]] if row.kind == "choices" else {"text": EVIL, "integer": 7}[row.kind]


def _finding(row: CustomField) -> str:
    """The condition that the value meets."""
    if row.kind == "choices":
        return f"{row.name} has any ({row.choices[0]['value']})"
    return f"{row.name} contains {json.dumps(EVIL)}" if row.kind == "text" else f"{row.name} = 7"


def test_a_label_that_means_something_else_gives_another_name(key: str, anna: User) -> None:
    for label, name in OTHERWISE.items():
        row = add_field(key, "text", {"en": label}, by=anna)
        assert row.name == name
    record: Any = screen_of(key).model(name="A", owner=anna)
    record.put("save_value", "kept")
    record.create(by=anna)
    assert stored_value(type(record).objects.get(pk=record.pk), "save_value") == "kept"
    with pytest.raises(ValidationError, match=r"There is a field “Order” already.*such as “Order 2”"):
        add_field(key, "text", {"en": "order"}, by=anna)


@pytest.mark.parametrize("label", REFUSED)
def test_what_every_record_has_is_refused_with_a_proposal(key: str, anna: User, label: str) -> None:
    with pytest.raises(ValidationError) as refused:
        add_field(key, "text", {"en": label}, by=anna)
    assert list(refused.value.message_dict) == ["labels"]
    assert not label or "Call yours otherwise, such as “" in refused.value.messages[0]
    assert not CustomField.objects.exists()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("text", "Łódź"), ("text", "Lodz")),
        (("text", "x" * 60), ("text", "x" * 70)),
        (("money", "Amount"), ("text", "Amount base")),
        (("text", "Amount base"), ("money", "Amount")),
        (("text", "Boss id"), ("person", "Boss")),
        (("person", "Boss"), ("text", "Boss id")),
    ],
)
def test_names_that_would_be_the_same_column_are_refused(
    key: str, anna: User, first: tuple[str, str], second: tuple[str, str]
) -> None:
    row = add_field(key, first[0], {"en": first[1]}, by=anna)
    with pytest.raises(ValidationError):
        add_field(key, second[0], {"en": second[1]}, by=anna)
    put_field_away(row, by=anna)
    with pytest.raises(ValidationError):
        add_field(key, second[0], {"en": second[1]}, by=anna)
    assert CustomField.objects.count() == 1


@pytest.mark.parametrize("label", ["Order", "Select", "Class", "Group 'by'", "Ł" * 80, "User", "Table; DROP"])
def test_an_object_of_any_name_works(anna: User, client: Client, label: str) -> None:
    definition = make_object({"en": label}, {"en": f"{label} <b>"}, by=anna)
    add_field(definition.key, "text", {"en": "Select"}, by=anna, options={"default": "'; DROP TABLE x; --"})
    screen = screen_of(definition.key)
    client.force_login(anna)
    assert client.post(screen.url("new"), {"name": "One", "select": "from"}).status_code == 302
    page = client.get(screen.list_url).content.decode()
    assert "One" in page and "<b></" not in page
    assert len(connection.introspection.table_names()) and definition.table in connection.introspection.table_names()


def test_defaults_and_patterns_are_data(key: str, anna: User) -> None:
    nasty = "'; DROP TABLE kernel_user; --"
    add_field(key, "text", {"en": "Code"}, by=anna, options={"default": nasty, "pattern": ".{1,80}"})
    record: Any = screen_of(key).model(name="A", owner=anna).create(by=anna)
    assert stored_value(type(record).objects.get(pk=record.pk), "code") == nasty


ACTING = [
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<svg><script>alert(1)</script></svg>",
    "<p style='position:fixed'>x</p>",
    "<iframe src='//evil'></iframe>x",
    "<form action=//evil><input name=q></form>x",
    "<<script>alert(1)</script>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
]


def test_formatted_text_keeps_nothing_that_acts(key: str, anna: User, client: Client) -> None:
    add_field(key, "rich_text", {"en": "Story"}, by=anna)
    screen = screen_of(key)
    client.force_login(anna)
    for html in ACTING:
        client.post(screen.url("new"), {"name": "A", "story": f"<b>ok</b>{html}"})
        record = screen.model.objects.latest("pk")
        kept = stored_value(record, "story")
        for acting in ("<script", "<img", "<svg", "<iframe", "<form", "style=", "javascript:", "<input"):
            assert acting not in kept, html
        assert "<b>ok</b>" in client.get(screen.record_url(record.pk)).content.decode(), html
        record.put_in_bin(by=anna)
