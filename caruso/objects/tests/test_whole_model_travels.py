"""The whole model travels from one Caruso to another: definitions, rights by role, arranged screens. Twice is once."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from caruso.kernel.access.roles import save_role
from caruso.kernel.models import CustomField, Event, Role, User
from caruso.objects.layouts.saving import reset_layout, save_layout
from caruso.objects.model_file.applying import apply
from caruso.objects.model_file.comparing import compare, fingerprint, removable
from caruso.objects.model_file.present import present
from caruso.objects.model_file.reading import read
from caruso.objects.model_file.writing import written
from caruso.objects.modelling.fields import add_field, destroy_field
from caruso.objects.modelling.objects import destroy_object, make_object, put_object_away
from caruso.objects.models import Layout, ModelledObject
from caruso.screens.description import screen_of

pytestmark = pytest.mark.django_db

PETRAS = "Role of Petra Svobodová"
WHOLE = """
caruso_model: 1
objects:
  claim:
    labels: {en: Claim, pl: Szkoda, cs: Škoda}
    plurals: {en: Claims, pl: Szkody, cs: Škody}
    icon: shield
    board_lane: state
    fields:
      state:
        kind: choice
        labels: {en: State}
        help: {en: Where it stands, pl: Na jakim etapie, cs: V jaké fázi}
        choices: {new: {en: New}, paid: {en: Paid}}
      amount: {kind: money, labels: {en: Amount}}
      contact: {kind: relation, labels: {en: Contact}, target: customers.contact, reverse: claims}
      late: {kind: formula, labels: {en: Late}, formula: 'if(state = "new", "yes", "no")'}
extended:
  customers.contact:
    secret: {kind: text, labels: {en: Secret}}
    open_claims:
      kind: roll_up
      labels: {en: Open claims}
      roll_up: {collection: claims, function: count, where: state = new}
rights:
  Claims clerk:
    objects.claim: {view: all, create: all, edit: own, fields: {amount: read}}
  Representative:
    objects.claim: {view: none}
    customers.contact: {fields: {secret: hidden}}
screens:
  home:
    - face: home
      panels:
        - {kind: number, position: top, labels: {en: Open}, settings: {source: object:objects.claim, function: count}}
      left_out: []
  objects.claim:
    - face: record
      sections:
        - {labels: {en: Money, pl: Kwota}, closed: true, when: state = paid, fields: [amount]}
        - {labels: {en: About}, fields: [name, state]}
      panels: [{kind: timeline, position: middle}]
      left_out: [late]
    - face: list
      fields: [name, late]
      left_out: []
    - {face: list, role: Claims clerk, fields: [state, name]}
  customers.contact:
    - face: record
      role: Manager
      panels:
        - {kind: records, position: side, settings: {source: collection:claims, where: state = new}}
      left_out: [secret]
"""


def empty(by: User) -> None:
    """As a system is before anybody has modelled anything."""
    for layout in Layout.objects.exclude(content=None):
        reset_layout(layout, by=by, version=layout.version)
    for row in CustomField.objects.all():
        row.archived_at = row.created_at
        row.save()
    for row in CustomField.objects.all():
        destroy_field(row, by=by)
    for definition in ModelledObject.objects.all():
        put_object_away(definition, by=by)
        destroy_object(definition, by=by)
    Layout.objects.all().delete()
    Role.objects.filter(people=None, name="Claims clerk").delete()
    for role in Role.objects.all():
        save_role(role, {"rights": {key: said for key, said in role.rights.items() if key == "*"}}, by=by)
    assert present() == type(present())()


def test_the_whole_model_travels_and_comes_only_once(anna: User) -> None:
    apply(read(WHOLE), by=anna)
    assert compare(read(WHOLE)) == []
    text = written(present())
    assert compare(read(text)) == [] and removable(read(text)) == []
    empty(anna)
    changes = apply(read(text), by=anna)
    assert {"new_object", "new_field", "new_role", "rights", "screen"} <= {one.what for one in changes}
    assert written(present()) == text
    assert compare(read(text)) == [] and compare(read(WHOLE)) == []


def test_roles_have_what_the_file_says_and_keep_the_rest(anna: User, petra: User) -> None:
    whole = WHOLE.replace("Representative", PETRAS)
    before = Role.objects.get(name=PETRAS).rights["*"]
    apply(read(whole), by=anna)
    rep, clerk = Role.objects.get(name=PETRAS), Role.objects.get(name="Claims clerk")
    assert rep.rights["*"] == before and not clerk.administers
    assert set(clerk.rights) == {"objects.claim"}
    petra = User.objects.get(pk=petra.pk)
    assert petra.access.field("customers.contact", "secret") == "hidden"
    assert not petra.access.may("objects.claim", "view") and petra.access.may("customers.contact", "view")
    apply(read(whole.replace("secret: hidden", "secret: read")), by=anna)
    assert User.objects.get(pk=petra.pk).access.field("customers.contact", "secret") == "read"
    assert Event.objects.filter(object="kernel.role", kind="changed").count() >= 2


def test_a_field_withheld_here_is_not_shown_by_a_file_that_does_not_know_it(anna: User, petra: User) -> None:
    whole = WHOLE.replace("Representative", PETRAS)
    apply(read(whole), by=anna)
    row = add_field("customers.contact", "text", {"en": "Own"}, by=anna)
    role = Role.objects.get(name=PETRAS)
    of_contacts = {**role.rights["customers.contact"], "fields": {"secret": "hidden", row.name: "hidden"}}
    save_role(role, {"rights": {**role.rights, "customers.contact": of_contacts}}, by=anna)
    apply(read(whole.replace("secret: hidden", "secret: read")), by=anna)
    access = User.objects.get(pk=petra.pk).access
    assert access.field("customers.contact", row.name) == "hidden"
    assert access.field("customers.contact", "secret") == "read"


def test_screens_look_as_they_did_and_gain_what_comes(anna: User, office: Client) -> None:
    apply(read(WHOLE), by=anna)
    office.post("/claims/new", {"name": "Cellar", "state": "paid", "amount": "12", "currency": "EUR"})
    page = office.get("/claims/1").content.decode()
    assert page.index("Money") < page.index("About")
    assert "Late" not in page.split("About")[1].split("</section>")[0]
    page = office.get("/claims/").content.decode()
    assert "Late" in page
    add_field("objects.claim", "text", {"en": "Come later"}, by=anna)
    assert "Come later" in office.get("/claims/1").content.decode()


def test_what_is_not_in_the_file_goes_only_where_somebody_ticks_it(anna: User, office: Client) -> None:
    apply(read(WHOLE), by=anna)
    other = make_object({"en": "Visit"}, {"en": "Visits"}, by=anna)
    add_field(other.key, "relation", {"en": "Claim"}, by=anna, options={"target": "objects.claim"})
    add_field("objects.claim", "text", {"en": "Remark"}, by=anna)
    save_layout(other.key, "list", None, {"fields": ["name"], "known": ["name"]}, by=anna, version=0)
    save_layout("objects.claim", "peek", None, {"fields": ["name"], "known": ["name"]}, by=anna, version=0)
    page = office.post("/office/objects/bring-in", {"text": WHOLE, "step": "preview"}).content.decode()
    assert "Here, but not in the file" in page and 'value="no_object/objects.visit//"' in page
    seen = fingerprint(compare(read(WHOLE)))
    office.post("/office/objects/bring-in", {"text": WHOLE, "step": "apply", "seen": seen})
    assert {one.key for one in removable(read(WHOLE))} == {
        "no_object/objects.visit//", "no_field/objects.claim/remark/", "no_screen/objects.claim/peek/",
        "no_screen/objects.visit/list/",
    } - {"no_screen/objects.visit/list/"}  # fmt: skip
    ticked = ["no_field/objects.claim/remark/", "no_object/objects.visit//", "no_screen/objects.claim/peek/"]
    answer = office.post("/office/objects/bring-in", {"text": WHOLE, "step": "apply", "seen": seen, "removing": ticked})
    assert answer.status_code == 302
    assert ModelledObject.objects.get(name="visit").archived_at and "remark" not in present().objects["claim"].fields
    assert CustomField.objects.get(name="remark").archived_at, "it rests in the bin"
    assert removable(read(WHOLE)) == [] and compare(read(WHOLE)) == []


def test_what_leads_to_each_other_goes_together_and_what_is_needed_stays_whole(anna: User) -> None:
    apply(read(WHOLE), by=anna)
    nothing = read("caruso_model: 1\nobjects: {}\nextended: {}")
    events = Event.objects.count()
    with pytest.raises(ValidationError, match="Open claims"):
        apply(nothing, by=anna, removing=["no_object/objects.claim//"])
    assert Event.objects.count() == events and "claim" in present().objects
    keys = [one.key for one in removable(nothing)]
    assert keys == ["no_field/customers.contact/secret/", "no_field/customers.contact/open_claims/", "no_object/objects.claim//"]  # fmt: skip
    apply(nothing, by=anna, removing=keys)
    assert not present().objects and not present().extended


def test_a_file_says_nothing_of_the_parts_it_has_not(anna: User) -> None:
    apply(read(WHOLE), by=anna)
    some = WHOLE.split("extended:")[0]
    assert compare(read(some)) == [] and removable(read(some)) == []


def test_a_kind_changes_with_a_report_of_what_cannot(anna: User, office: Client) -> None:
    apply(read(WHOLE), by=anna)
    add_field("objects.claim", "text", {"en": "Pieces"}, by=anna)
    for name, pieces in (("One", "12"), ("Two", "a dozen"), ("Three", "")):
        office.post("/claims/new", {"name": name, "state": "new", "pieces": pieces})
    text = WHOLE.replace("extended:", "      pieces: {kind: integer, labels: {en: Pieces}, minimum: 1}\nextended:", 1)
    page = office.post("/office/objects/bring-in", {"text": text, "step": "preview"}).content.decode()
    assert "1 of 2 values cannot be read so" in page and "a dozen" in page
    apply(read(text), by=anna)
    records: Any = screen_of("objects.claim").model.objects.order_by("pk")
    assert [one.pieces for one in records] == [12, None, None]
    assert compare(read(text)) == []
    assert CustomField.objects.get(options__converted_from="pieces").archived_at
    with pytest.raises(ValidationError, match="which cannot become"):
        compare(read(WHOLE.replace("{kind: text, labels: {en: Secret}}", "{kind: person, labels: {en: Secret}}")))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("view: all, create", "view: everyone, create", "Line 27: Write one of these: none, own"),
        ("objects.claim: {view: none}", "objects.nowhere: {view: none}", "Line 29: There is no object"),
        ("face: list\n", "face: wall\n", "There is no screen “wall”"),
        ("fields: [name, late]", "fields: [name, nowhere]", "There is nothing called “nowhere”"),
        ("when: state = paid", "when: state = purple", "purple"),
        ("source: object:objects.claim", "source: object:nothing", "Please choose from the list"),
        ("kind: timeline", "kind: magic", "There is no panel “magic”"),
        ("{face: list, role: Claims clerk", "{face: list, roles: Claims clerk", "“roles” means nothing here"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_rights_and_screens_is_told_and_nothing_is_made(
    anna: User, old: str, new: str, told: str
) -> None:
    assert old in WHOLE
    with pytest.raises(ValidationError) as refused:
        apply(read(WHOLE.replace(old, new)), by=anna)
    assert told in " ".join(refused.value.messages)
    assert not ModelledObject.objects.exists() and not Layout.objects.exists()
    assert not Role.objects.filter(name="Claims clerk").exists()


_LABELS = st.fixed_dictionaries(
    {"en": st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=12).map(lambda text: f"a{text}")},
    optional={"cs": st.text(st.characters(categories=("L", "P")), min_size=1, max_size=8)},
)  # fmt: skip
_KINDS = st.sampled_from(["text", "integer", "date", "yes_no", "money", "choice", "email", "rating"])
_FIELDS = st.dictionaries(
    st.sampled_from(["one", "two", "three", "four", "no_one", "null_y", "y2"]), st.tuples(_KINDS, _LABELS, st.booleans()),
    max_size=4,
)  # fmt: skip


@settings(
    max_examples=6, deadline=None, phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck)
)
@given(
    objects=st.dictionaries(st.sampled_from(["claim", "visit", "order_2"]), st.tuples(_LABELS, _FIELDS), min_size=1),
    extended=_FIELDS,
    scope=st.sampled_from(["none", "own", "team", "all"]),
    help=st.dictionaries(st.sampled_from(["en", "pl", "cs"]), _LABELS.map(lambda one: one["en"])),
    data=st.data(),
)
def test_any_model_comes_back_the_same(anna: User, objects, extended, scope, help, data) -> None:
    try:
        _make(anna, objects, extended, scope, help, data)
        text = written(present())
        assert compare(read(text)) == []
        empty(anna)
        apply(read(text), by=anna)
        assert written(present()) == text
        assert compare(read(text)) == [] and removable(read(text)) == []
    finally:
        empty(anna)


def _make(anna: User, objects, extended, scope, help, data) -> None:
    for name, (labels, fields) in objects.items():
        definition = make_object(labels, labels, by=anna, name=name)
        _add(definition.key, fields, help, anna)
        names = ["name", *fields]
        shown = data.draw(st.permutations(names)) if len(names) > 1 else names
        cut = data.draw(st.integers(1, len(shown)))
        content = {"fields": shown[:cut], "known": names}
        save_layout(definition.key, "list", None, content, by=anna, version=_version(definition.key))
        role = Role.objects.get(name="Manager")
        save_role(role, {"rights": {**role.rights, definition.key: {"view": scope}}}, by=anna)
    _add("customers.contact", extended, help, anna)


def _add(key: str, fields, help, anna: User) -> None:
    for name, (kind, labels, required) in fields.items():
        said = {"choices": [{"labels": {"en": "One"}}, {"labels": {"en": "null"}}]} if kind == "choice" else {}
        helps = {code: text for code, text in help.items() if code != "en"}
        options = {"helps": helps} if helps else {}
        add_field(
            key, kind, labels, by=anna, name=name, required=required, help=help.get("en", ""), options=options, **said
        )


def _version(object: str) -> int:
    layout = Layout.objects.filter(object=object, face="list", role=None).first()
    return layout.version if layout else 0
