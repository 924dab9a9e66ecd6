"""Two hundred sequences of changes of the model, at random: tables and data are always as plain Python says."""

from copy import deepcopy
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from caruso.kernel.defining import change_field, put_field_away, take_field_back
from caruso.kernel.models import CustomField, User
from caruso.kernel.models.organisation import forget_organisation
from caruso.kernel.objects import business_object
from caruso.objects.modelling.converting import convert, put_back
from caruso.objects.modelling.counting import filled
from caruso.objects.modelling.fields import add_field, destroy_field
from caruso.objects.modelling.objects import destroy_object, make_object, put_object_away, take_object_back
from caruso.objects.modelling.ordering import move_field
from caruso.objects.tests import oracle_of_changes as oracle
from caruso.objects.tests.oracle_of_changes import KnownField, KnownModel, KnownObject, chosen
from caruso.objects.tests.steps_of_changes import NASTY, attempt, columns_of, definition, held, remember, typed

pytestmark = pytest.mark.django_db

ACCOUNT, ACCOUNTS = "customers.account", "customers_account"
FIRST = "objects.claim"
#: Few, so that what is done to one meets what was done to another.
MOST_OBJECTS = 3
labels = st.sampled_from(NASTY) | st.text("abcžŁ _%'\"1", min_size=1, max_size=60)
kinds = st.sampled_from(list(oracle.VALUES))
picks = st.integers(0, 30)


class Changes(RuleBasedStateMachine):
    """The verbs on one side, dicts on the other; all of it in a transaction that is taken back."""

    anna: User
    #: An object with two records, with which each sequence begins; made once.
    first: KnownObject

    def __init__(self) -> None:
        super().__init__()
        self.whole = transaction.atomic()
        self.whole.__enter__()
        built_in = KnownObject(ACCOUNTS, columns_of(ACCOUNTS), built_in=True)
        self.known = KnownModel({ACCOUNT: built_in, FIRST: deepcopy(self.first)})

    def teardown(self) -> None:
        try:
            connection.check_constraints()
        finally:
            transaction.set_rollback(True)
            self.whole.__exit__(None, None, None)
            forget_organisation()

    @initialize(kind=kinds, value=picks)
    def begin(self, kind: str, value: int) -> None:
        self.add_field(1, "Thing", kind)
        for record in range(len(self.first.records)):
            self.change_record(record, 0, value + record)

    # Objects

    @precondition(lambda self: len(self.known) < MOST_OBJECTS)
    @rule(label=labels)
    def make_object(self, label: str) -> None:
        name = oracle.gives(label)[:40].strip("_")
        expected = bool(name) and not any(key == f"objects.{name}" for key in self.known)
        made = attempt(lambda: make_object({"en": label}, {"en": f"{label}s"}, by=self.anna), expected)
        if made:
            self.known[made.key] = KnownObject(made.table, columns_of(made.table))

    @precondition(lambda self: self.known.modelled(archived=False))
    @rule(pick=picks)
    def put_object_away(self, pick: int) -> None:
        key = chosen(self.known.modelled(archived=False), pick)
        expected = not self.known.leads_to(key)
        if attempt(lambda: put_object_away(definition(key), by=self.anna), expected) is not None:
            self.known[key].archived = True

    @precondition(lambda self: self.known.modelled(archived=True))
    @rule(pick=picks)
    def take_object_back(self, pick: int) -> None:
        key = chosen(self.known.modelled(archived=True), pick)
        attempt(lambda: take_object_back(definition(key), by=self.anna), True)
        self.known[key].archived = False

    @precondition(lambda self: self.known.modelled(archived=True))
    @rule(pick=picks)
    def destroy_object(self, pick: int) -> None:
        key = chosen(self.known.modelled(archived=True), pick)
        expected = not self.known.leads_to(key, archived=True)
        if attempt(lambda: destroy_object(definition(key), by=self.anna), expected) is not None:
            del self.known[key]

    # Fields

    @rule(pick=picks, label=labels, kind=kinds)
    def add_field(self, pick: int, label: str, kind: str) -> None:
        self._add(chosen(self.known.in_use, pick), label, kind, choices=oracle.LISTED if kind in oracle.LISTS else [])

    @rule(pick=picks, label=labels, to=picks, many=st.booleans())
    def add_link(self, pick: int, label: str, to: int, many: bool) -> None:
        options = {"target": chosen(self.known.in_use, to), **({"many": True} if many else {})}
        self._add(chosen(self.known.in_use, pick), label, "relation", options=options)

    @precondition(lambda self: self.known.fields())
    @rule(pick=picks, label=labels)
    def rename(self, pick: int, label: str) -> None:
        _key, number, _known = chosen(self.known.fields(), pick)
        row = CustomField.objects.get(pk=number)
        said = {"choices": row.choices, "options": row.options}
        attempt(lambda: change_field(row, by=self.anna, labels={"en": label}, **said), bool(label.strip()))

    @precondition(lambda self: self.known.fields())
    @rule(pick=picks, before=picks)
    def reorder(self, pick: int, before: int) -> None:
        key, number, _known = chosen(self.known.fields(), pick)
        known = self.known[key]
        others = [one for one in known.ordered if one != number]
        place = before % (len(others) + 1)
        follower = CustomField.objects.get(pk=others[place]) if place < len(others) else None
        attempt(lambda: move_field(CustomField.objects.get(pk=number), follower, by=self.anna), True)
        wanted = [*others[:place], number, *others[place:]]
        if wanted != known.ordered:
            for position, one in enumerate(wanted, 1):
                known.fields[one].position = position

    @precondition(lambda self: self.known.fields())
    @rule(pick=picks)
    def put_away(self, pick: int) -> None:
        _key, number, known = chosen(self.known.fields(), pick)
        attempt(lambda: put_field_away(CustomField.objects.get(pk=number), by=self.anna), True)
        known.archived = True

    @precondition(lambda self: self.known.fields(archived=True))
    @rule(pick=picks)
    def take_back(self, pick: int) -> None:
        _key, number, known = chosen(self.known.fields(archived=True), pick)
        attempt(lambda: take_field_back(CustomField.objects.get(pk=number), by=self.anna), True)
        known.archived, known.aside = False, ""

    @precondition(lambda self: self.known.fields(archived=True))
    @rule(pick=picks)
    def destroy(self, pick: int) -> None:
        key, number, _known = chosen(self.known.fields(archived=True), pick)
        attempt(lambda: destroy_field(CustomField.objects.get(pk=number), by=self.anna), True)
        del self.known[key].fields[number]

    @precondition(lambda self: self.known.fields())
    @rule(pick=picks, kind=kinds)
    def change_kind(self, pick: int, kind: str) -> None:
        key, number, known = chosen(self.known.fields(), pick)
        new = oracle.converted(known, kind) if known.kind not in ("relation", kind) else None
        expected = new is not None and not self.known[key].has_others_called((number,), known.name, kind)
        made = attempt(lambda: convert(CustomField.objects.get(pk=number), kind, by=self.anna), expected)
        if made:
            assert new is not None
            self._set_aside(key, number)
            new.column = made.column
            self.known[key].fields[made.pk] = new

    @precondition(lambda self: self.known.fields())
    @rule(kind=kinds)
    def change_kind_of_the_first(self, kind: str) -> None:
        self.change_kind(0, kind)

    @precondition(lambda self: any(known.aside for _key, _number, known in self.known.fields(archived=True)))
    @rule(pick=picks)
    def put_back(self, pick: int) -> None:
        aside = [one for one in self.known.fields(archived=True) if one[2].aside]
        key, number, known = chosen(aside, pick)
        there = next((other for other, one in self.known[key].fields.items() if one.name == known.aside), None)
        expected = not self.known[key].has_others_called((there, number), known.aside, known.kind)
        if attempt(lambda: put_back(CustomField.objects.get(pk=number), by=self.anna), expected) is not None:
            if there is not None:
                self._set_aside(key, there)
            known.name, known.aside, known.archived = known.aside, "", False

    # Records

    @rule(pick=picks, value=picks)
    def create_record(self, pick: int, value: int) -> None:
        key = chosen(self.known.in_use, pick)
        record: Any = business_object(key).model(name=f"Record {value}", owner=self.anna)
        given = {
            number: self.known.value_for(one, value + at) for at, (number, one) in enumerate(self.known.fields_of(key))
        }
        for number, one in given.items():
            known = self.known[key].fields[number]
            record.put(known.name, typed(key, known, one))
        record.create(by=self.anna)
        self.known[key].records[record.pk] = False
        for number, one in given.items():
            remember(self.known[key].fields[number], record.pk, one)

    @precondition(lambda self: self.known.records(binned=False) and self.known.fields())
    @rule(pick=picks, field=picks, value=picks)
    def change_record(self, pick: int, field: int, value: int) -> None:
        key, number = chosen(self.known.records(binned=False), pick)
        if fields := self.known.fields_of(key):
            _number, known = chosen(fields, field)
            described = business_object(key)
            new = self.known.value_for(known, value) if value else described.field(known.name).parse("")
            described.model.objects.get(pk=number).change({known.name: typed(key, known, new)}, by=self.anna)
            remember(known, number, new)

    @precondition(lambda self: self.known.records(binned=False))
    @rule(pick=picks)
    def bin_record(self, pick: int) -> None:
        key, number = chosen(self.known.records(binned=False), pick)
        business_object(key).model.objects.get(pk=number).put_in_bin(by=self.anna)
        self.known[key].records[number] = True

    @precondition(lambda self: self.known.records(binned=True))
    @rule(pick=picks)
    def restore_record(self, pick: int) -> None:
        key, number = chosen(self.known.records(binned=True), pick)
        business_object(key).model.objects.get(pk=number).restore(by=self.anna)
        self.known[key].records[number] = False

    # What must always hold

    @invariant()
    def tables_are_those_of_objects_and_links(self) -> None:
        made = {name for name in connection.introspection.table_names() if name.startswith(("modelled_", "links_"))}
        expected = {known.table for known in self.known.values() if not known.built_in}
        for known in self.known.values():
            expected |= {f"links_{number}" for number, one in known.fields.items() if one.has_table}
        assert made == expected

    @invariant()
    def columns_are_those_of_the_fields(self) -> None:
        for known in self.known.values():
            expected = known.columns.union(*(one.columns for one in known.fields.values()))
            assert columns_of(known.table) == expected

    @invariant()
    def fields_are_there_in_their_order(self) -> None:
        for key, known in self.known.items():
            rows = CustomField.objects.filter(object=key).values_list("pk", "name", "kind")
            expected = [(one, known.fields[one].name, known.fields[one].kind) for one in known.ordered]
            assert list(rows) == expected
            if not known.archived:
                shown = business_object(key).fields
                assert {one.name for _number, one in self.known.fields_of(key)} <= set(shown)
                assert not {one.name for one in known.fields.values() if one.archived} & set(shown)

    @invariant()
    def records_have_what_was_written(self) -> None:
        for key, known in self.known.items():
            if not known.archived:
                records = list(business_object(key).model.objects.all())
                assert {one.pk: one.binned_at is not None for one in records} == known.records
                for _number, one in self.known.fields_of(key):
                    found = {record.pk: value for record in records if (value := held(key, one, record)) is not None}
                    assert found == one.values, (key, one.name, one.kind)

    @invariant()
    def what_is_in_the_bin_keeps_its_values(self) -> None:
        for _key, number, known in self.known.fields(archived=True):
            assert filled(CustomField.objects.get(pk=number)) == len(known.values)

    # How it is done

    def _add(self, key: str, label: str, kind: str, **said: Any) -> None:
        known = self.known[key]
        expected = known.accepts(label, kind)
        if row := attempt(lambda: add_field(key, kind, {"en": label}, by=self.anna, **said), expected):
            target, many = row.options.get("target", ""), row.is_many
            listed = list(said.get("choices", []))
            known.fields[row.pk] = KnownField(
                row.name, kind, row.column, known.next_position, listed, target=target, many=many
            )

    def _set_aside(self, key: str, number: int) -> None:
        """How it is called in the bin is for Caruso to say, as long as nothing else is called so."""
        one = self.known[key].fields[number]
        one.aside, one.name, one.archived = one.name, CustomField.objects.get(pk=number).name, True
        assert not self.known[key].has_others_called((number,), one.name, one.kind)


def test_whatever_is_changed_tables_and_data_are_as_expected(anna: User) -> None:
    claim = make_object({"en": "Claim"}, {"en": "Claims"}, by=anna)
    records = [business_object(FIRST).model(name=name, owner=anna).create(by=anna) for name in ("One", "Two")]
    Changes.anna = anna
    Changes.first = KnownObject(claim.table, columns_of(claim.table), records={record.pk: False for record in records})
    run_state_machine_as_test(
        Changes,
        settings=settings(
            max_examples=200,
            # Short enough to be read as they are; making them shorter takes minutes.
            phases=[Phase.generate],
            stateful_step_count=6,
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
