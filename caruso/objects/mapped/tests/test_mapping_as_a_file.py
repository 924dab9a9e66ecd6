"""What tables mean travels in the model's file: the connection by name, nothing secret, the rest as it was mapped."""

import pytest
from django.core.exceptions import ValidationError

from caruso.kernel.models import Event, Role, User
from caruso.objects.layouts.placing import placed_content
from caruso.objects.layouts.saving import save_layout
from caruso.objects.mapped.mapping import put_mapping_away
from caruso.objects.mapped.models import MappedObject
from caruso.objects.mapped.tests.waterworks import Waterworks
from caruso.objects.model_file.applying import apply
from caruso.objects.model_file.comparing import compare, removable
from caruso.objects.model_file.present import present
from caruso.objects.model_file.reading import read
from caruso.objects.model_file.writing import written
from caruso.screens.description import screen_of

pytestmark = pytest.mark.django_db

METERS = """
caruso_model: 1
mapped:
  meter:
    connection: Waterworks
    table: meters
    key_column: id
    labels: {en: Meter, pl: Licznik, cs: Měřidlo}
    plurals: {en: Meters, pl: Liczniki, cs: Měřidla}
    title: serial_no
    fields:
      serial_no: {column: serial_no, kind: text, labels: {en: Serial number}}
      status:
        column: state
        kind: choice
        labels: {en: State}
        codes: {A: {en: active, pl: aktywny}, D: {en: dismantled}}
      customer: {column: customer_id, kind: relation, labels: {en: Customer}, target: mapped.works_customer}
      email: {column: email, kind: email, labels: {en: E-mail}}
    computed:
      upper: {labels: {en: In capitals}, formula: upper(serial_no)}
    links:
      - {target: customers.contact, field: emails.value, by: email}
  works_customer:
    connection: Waterworks
    table: customers
    key_column: id
    labels: {en: Customer of the works}
    plurals: {en: Customers of the works}
    title: name
    fields:
      name: {column: name, kind: text, labels: {en: Name}}
rights:
  Representative:
    mapped.meter: {view: all, fields: {email: hidden}}
screens:
  mapped.meter:
    - {face: list, fields: [serial_no, upper], left_out: [status, customer, email]}
"""


def test_a_mapping_travels_and_comes_only_once(sqlite: Waterworks, anna: User, client) -> None:
    sqlite.connect(anna)
    apply(read(METERS), by=anna)
    text = written(present())
    assert compare(read(METERS)) == [] and compare(read(text)) == [] and removable(read(text)) == []
    for secret in ("password", sqlite.settings["database"]):
        assert secret not in text.split("\n", 2)[2]
    client.force_login(anna)
    page = client.get("/meters/").content.decode()
    assert "M-001" in page and "In capitals" in page and "dismantled" not in page
    _empty(anna)
    apply(read(text), by=anna)
    assert written(present()) == text
    rights = Role.objects.get(name="Representative").rights["mapped.meter"]
    assert rights == {"view": "all", "fields": {"email": "hidden"}}
    assert Event.objects.filter(object="objects.mappedobject", kind="created").count() == 4


def test_only_what_is_ticked_of_a_mapping_goes(sqlite: Waterworks, anna: User) -> None:
    sqlite.connect(anna)
    apply(read(METERS), by=anna)
    less = METERS.replace("      email: {column: email, kind: email, labels: {en: E-mail}}\n", "")
    less = less.replace("    links:\n      - {target: customers.contact, field: emails.value, by: email}\n", "")
    less = less.replace(", email]}", "]}").replace(", fields: {email: hidden}", "")
    changed = less.replace("{en: State}", "{en: Status}")
    apply(read(changed), by=anna)
    meter = MappedObject.objects.get(name="meter")
    assert [one["name"] for one in meter.fields] == ["serial_no", "status", "customer", "email"]
    assert meter.fields[1]["labels"] == {"en": "Status"} and meter.links == []
    assert [one.key for one in removable(read(changed))] == ["no_column/mapped.meter/email/"]
    apply(read(changed), by=anna, removing=["no_column/mapped.meter/email/"])
    assert "email" not in screen_of("mapped.meter").object.fields
    without = "caruso_model: 1\nmapped: {}"
    assert {one.what for one in removable(read(without))} == {"no_mapped"}
    apply(read(without), by=anna, removing=["no_mapped/mapped.meter//"])
    assert MappedObject.objects.get(name="meter").archived_at
    assert MappedObject.objects.get(name="works_customer").archived_at is None


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("connection: Waterworks", "connection: Gasworks", "No database is connected here under the name “Gasworks”"),
        ("table: meters", "table: metres", "There is no table “metres”"),
        ("column: state", "column: statte", "has no column “statte”"),
        ("upper(serial_no)", "upper(serial)", "serial"),
        ("column: customer_id, kind: relation", "column: customer_id, kind: date", "not of this kind"),
        ("by: email", "by: mail", "There is no field “mail”"),
    ],
)
def test_what_does_not_fit_the_table_is_told_with_its_line(
    sqlite: Waterworks, anna: User, old: str, new: str, told: str
) -> None:
    sqlite.connect(anna)
    with pytest.raises(ValidationError) as refused:
        apply(read(METERS.replace(old, new)), by=anna)
    message = " ".join(refused.value.messages)
    assert told in message and "Line " in message
    assert not MappedObject.objects.exists()


def test_a_source_that_does_not_answer_changes_nothing(sqlite: Waterworks, anna: User, settings) -> None:
    connection = sqlite.connect(anna)
    connection.database += ".gone"
    connection.version += 1
    connection.save()
    with pytest.raises(ValidationError, match="Line 4"):
        apply(read(METERS), by=anna)
    assert not MappedObject.objects.exists()


def _empty(anna: User) -> None:
    for definition in MappedObject.objects.all():
        put_mapping_away(definition, by=anna)
    MappedObject.objects.all().delete()
    role = Role.objects.get(name="Representative")
    role.rights.pop("mapped.meter")
    role.save()


def test_panels_of_one_object_are_told_apart_and_stay_where_they_were_put(
    sqlite: Waterworks, anna: User, client
) -> None:
    sqlite.connect(anna)
    more = "      - {target: customers.contact, field: emails.value, by: email}\n"
    apply(read(METERS.replace(more, f"{more}{more.replace('by: email', 'by: serial_no')}")), by=anna)
    client.force_login(anna)
    page = client.get("/office/screens/customers.contact/record").content.decode()
    assert "Meters · E-mail" in page and "Meters · Serial number" in page
    kept = {
        "sections": [], "known": ["RowsPanel", "RowsPanel.2"],
        "panels": [{"kind": "shipped", "name": "RowsPanel.2", "position": "top"}],
    }  # fmt: skip
    save_layout("customers.contact", "record", None, kept, by=anna, version=0)
    placed = placed_content(screen_of("customers.contact"), kept)
    names = [one.get("name") for one in placed]
    assert placed[0]["position"] == "top" and names[0] == "Rows.meter.serial_no.emails.value"
    assert "Rows.meter.email.emails.value" not in names, "what was taken out stays out"
    [one] = [one for one in present().screens.values() if one.object == "customers.contact"]
    assert one.content["panels"][0]["name"] == names[0]
