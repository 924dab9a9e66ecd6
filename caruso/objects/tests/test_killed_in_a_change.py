"""A process that is killed in the middle of a change of the model leaves everything as it was, and no lock behind."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from caruso.kernel.tests.systems import System, new_system

pytestmark = pytest.mark.django_db

#: Each change is begun again and again by a process that kills itself before a statement, three later each time, until
#: one is made (it may be killed in what follows the commit). After each that was not, everything is as it was.
STORY = """
import json, os, signal
from django.core.management import call_command
from django.db import connection
call_command("migrate", verbosity=0)
from caruso.kernel.defining import put_field_away
from caruso.kernel.models import CustomField, Event, User
from caruso.kernel.models.organisation import forget_organisation
from caruso.kernel.objects import business_object
from caruso.objects.modelling.converting import convert
from caruso.objects.modelling.fields import add_field
from caruso.objects.modelling.objects import make_object

anna = User.objects.create_user("anna@example.com", "caruso-demo", name="Anna", is_superuser=True)
claim = make_object({"en": "Claim"}, {"en": "Claims"}, by=anna)
add_field(claim.key, "text", {"en": "Floors"}, by=anna)
add_field(claim.key, "text", {"en": "Subject"}, by=anna)
for floors in ("12", "about ten"):
    business_object(claim.key).model(name=floors, floors=floors, subject="Water", owner=anna).create(by=anna)

CHANGES = {
    "a field is added": lambda: add_field(claim.key, "money", {"en": "Amount"}, by=anna),
    "a link is added": lambda: add_field(
        claim.key, "relation", {"en": "Who"}, by=anna, options={"target": "customers.contact", "many": True}
    ),
    "a field is put away": lambda: put_field_away(CustomField.objects.get(name="subject"), by=anna),
    "a kind is changed": lambda: convert(CustomField.objects.get(name="floors"), "integer", by=anna),
}


def state():
    forget_organisation()
    described = business_object(claim.key)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM modelled_claim ORDER BY id")
        columns = [column[0] for column in cursor.description]
        stored = [list(map(str, row)) for row in cursor.fetchall()]
    fields = [list(map(str, row)) for row in CustomField.objects.order_by("pk").values_list("name", "kind", "archived_at")]
    links = [name for name in connection.introspection.table_names() if name.startswith("links_")]
    shown = [[str(field.value_of(one)) for field in described.fields.values() if field.name in ("floors", "subject")]
             for one in described.model.objects.order_by("pk")]
    return {"columns": columns, "stored": stored, "fields": fields, "links": links, "events": Event.objects.count(),
            "shown": shown}


def killed(change, at):
    connection.close()
    if child := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    left = [at]
    def end(execute, sql, params, many, context):
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1
        return execute(sql, params, many, context)
    try:
        with connection.execute_wrapper(end):
            change()
        os._exit(0)
    finally:
        os._exit(1)


for name, change in CHANGES.items():
    before, at = state(), 0
    while True:
        end = killed(change, at)
        if (after := state()) != before:
            break
        assert end == -signal.SIGKILL, (name, at, end)
        at += 3
    print(json.dumps({"name": name, "killed": at // 3, "before": before, "after": after}))
"""


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Iterator[System]:
    with new_system(Path(tmp_path_factory.mktemp("killed")), migrated=True) as system:
        yield system


def test_what_was_killed_is_whole_before_and_the_next_change_is_whole_after(system: System) -> None:
    told = [json.loads(line) for line in system.python(STORY).splitlines()]
    assert len(told) == 4
    for one in told:
        assert one["killed"] > 4, one["name"]
    added, linked, away, converted = (_changes(one) for one in told)
    assert added["columns"] == ["amount", "amount_base"] and added["fields"] == [["amount", "money", "None"]]
    assert linked["columns"] == ["who"] and len(linked["links"]) == 1
    assert not away["columns"] and [row[:2] for row in away["fields"]] == [["subject", "text"]]
    assert converted["columns"] == ["floors_2"] and told[-1]["after"]["shown"] == [["12"], ["None"]]
    assert {"12", "about ten"} <= {value for row in told[-1]["after"]["stored"] for value in row}


def _changes(one: dict[str, Any]) -> dict[str, list[Any]]:
    """What is there after the change that was not before."""
    return {
        name: [item for item in one["after"][name] if item not in one["before"][name]]
        for name in ("columns", "fields", "links")
    }
