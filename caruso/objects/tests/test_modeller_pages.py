"""What an administrator does on the modeller's pages."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caruso.kernel.models import CustomField, Event, Role, User
from caruso.objects.blueprints import NAMES, blueprint
from caruso.objects.model_file.comparing import compare
from caruso.objects.model_file.model import present
from caruso.objects.model_file.reading import read
from caruso.objects.model_file.writing import written
from caruso.objects.modelling.fields import add_field
from caruso.objects.modelling.objects import change_object, make_object
from caruso.objects.models import ModelledObject
from caruso.screens.description import screen_of

pytestmark = pytest.mark.django_db

NEW = {
    "labels_en": "Claim",
    "labels_pl": "Szkoda",
    "plurals_en": "Claims",
    "icon": "shield",
    "colour": "coral",
    "numbering": "CL-{year}-{number:04}",
    "readers": ["navigation", "search", "import", "api"],
}


@pytest.fixture
def office(anna: User) -> Client:
    client = Client()
    client.force_login(anna)
    return client


@pytest.fixture
def claims(anna: User) -> ModelledObject:
    definition = make_object({"en": "Claim"}, {"en": "Claims"}, by=anna)
    add_field(definition.key, "text", {"en": "Subject"}, by=anna)
    add_field(definition.key, "choice", {"en": "State"}, by=anna, choices=["New", "Paid"])
    return definition


def record(definition: ModelledObject, by: User, **values: Any) -> Any:
    made: Any = screen_of(definition.key).model(name="Cellar", owner=by)
    for name, value in values.items():
        setattr(made, name, value)
    return made.create(by=by)


def told(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_an_object_is_previewed_and_nothing_is_made(office: Client) -> None:
    events = Event.objects.count()
    page = office.post(reverse("objects:new"), NEW)
    assert "A table of its own is made for “Claims”" in told(page) and "CREATE TABLE" in told(page)
    assert 'name="labels_pl" value="Szkoda"' in told(page)
    assert not ModelledObject.objects.exists() and Event.objects.count() == events
    again = office.post(reverse("objects:new"), {**NEW, "step": "edit"})
    assert 'value="Szkoda"' in told(again) and not ModelledObject.objects.exists()


def test_an_applied_object_is_there_at_once(office: Client) -> None:
    made = office.post(reverse("objects:new"), {**NEW, "step": "apply"}, follow=True)
    assert "Claims" in told(made)
    definition = ModelledObject.objects.get()
    assert (definition.icon, definition.colour, definition.readers) == ("shield", "coral", NEW["readers"])
    assert office.get("/claims/").status_code == 200
    assert "made the object" in told(office.get(reverse("objects:all")))


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        ({"labels_en": ""}, "labels_en"),
        ({"labels_en": "***"}, "labels_en"),
        ({"numbering": "same"}, "numbering"),
        ({"icon": "../../secret"}, "icon"),
        ({"colour": "red;x"}, "colour"),
        ({"readers": ["everything"]}, "readers"),
    ],
)
def test_an_object_that_makes_no_sense_is_refused_beside_the_field(office: Client, bad: Any, field: str) -> None:
    page = office.post(reverse("objects:new"), {**NEW, **bad, "step": "apply"})
    assert page.status_code == 422 and field in page.context["form"].errors
    assert not ModelledObject.objects.exists()


def test_settings_of_a_stale_page_change_nothing(office: Client, claims: ModelledObject) -> None:
    claims.refresh_from_db()
    page = {**NEW, "version": claims.version, "board_lane": "state", "step": "apply"}
    assert office.post(reverse("objects:settings", args=[claims.key]), page).status_code == 302
    assert office.get("/claims/board").status_code == 200
    late = office.post(reverse("objects:settings", args=[claims.key]), {**page, "labels_en": "Damage"})
    assert "Somebody else has changed this meanwhile" in told(late) and 'value="Damage"' in told(late)
    assert ModelledObject.objects.get().labels["en"] == "Claim"


def test_columns_keep_their_order_when_settings_are_saved(office: Client, claims: ModelledObject, anna: User) -> None:
    claims.refresh_from_db()
    change_object(claims, {"columns": ["state", "name"]}, by=anna)
    page = {**NEW, "version": claims.version, "columns": ["name", "subject", "state"], "step": "apply"}
    office.post(reverse("objects:settings", args=[claims.key]), page)
    claims.refresh_from_db()
    assert claims.columns == ["state", "name", "subject"]


def test_a_field_is_previewed_with_the_records_it_is_about(office: Client, claims: ModelledObject, anna: User) -> None:
    record(claims, anna)
    address = reverse("objects:new_field", args=[claims.key])
    assert "kind=money" in told(office.get(address))
    said = {"kind": "money", "labels_en": "Amount", "required": "on"}
    page = office.post(address, said)
    assert "its 1 record stays as it is" in told(page) and "ADD COLUMN" in told(page)
    assert CustomField.objects.count() == 2
    office.post(address, {**said, "step": "apply"})
    assert CustomField.objects.get(name="amount").required


def test_a_field_of_a_built_in_object_comes_by_the_same_page(office: Client) -> None:
    address = reverse("objects:new_field", args=["customers.contact"])
    page = office.post(address, {"kind": "text", "labels_en": "Shoe size"})
    assert "No table changes" in told(page) and "No table is changed." in told(page)
    office.post(address, {"kind": "text", "labels_en": "Shoe size", "step": "apply"})
    assert CustomField.objects.get().object == "customers.contact"
    assert "Shoe size" in told(office.get("/contacts/new"))


def test_choices_are_renamed_coloured_ordered_and_archived(office: Client, claims: ModelledObject, anna: User) -> None:
    record(claims, anna, state="paid")
    row = CustomField.objects.get(name="state")
    page = office.get(reverse("objects:field", args=[row.pk]))
    seen = re.search(r'name="seen" value="(\w+)"', told(page))[1]
    said = {
        "labels_en": "State",
        "seen": seen,
        "choice-value": ["", "new", "paid"],
        "choice-en": ["Urgent", "Fresh", "Paid"],
        "choice-pl": ["Pilna", "", ""],
        "choice-cs": ["", "", ""],
        "choice-colour": ["red", "", ""],
        "choice-archived": ["", "", "yes"],
    }
    preview = office.post(reverse("objects:field", args=[row.pk]), said)
    assert "“Paid” is no longer offered; 1 record keeps it." in told(preview)
    office.post(reverse("objects:field", args=[row.pk]), {**said, "step": "apply"})
    row.refresh_from_db()
    assert row.choices == [
        {"value": "urgent", "labels": {"en": "Urgent", "pl": "Pilna"}, "colour": "red"},
        {"value": "new", "labels": {"en": "Fresh"}},
        {"value": "paid", "labels": {"en": "Paid"}, "archived": True},
    ]
    late = office.post(reverse("objects:field", args=[row.pk]), {**said, "labels_en": "Other", "step": "apply"})
    assert "Somebody else has changed this meanwhile" in told(late)
    row.refresh_from_db()
    assert row.labels == {"en": "State"}


def test_a_relation_is_named_on_both_sides(office: Client, claims: ModelledObject) -> None:
    said = {"kind": "relation", "labels_en": "Contact", "target": "customers.contact", "reverse_labels_en": "Claims"}
    office.post(reverse("objects:new_field", args=[claims.key]), {**said, "step": "apply"})
    options = CustomField.objects.get(name="contact").options
    assert options == {"target": "customers.contact", "reverse": "claims", "reverse_labels": {"en": "Claims"}}
    page = told(office.get(reverse("objects:object", args=["customers.contact"])))
    assert f'{reverse("objects:object", args=[claims.key])}">Claims</a>' in page
    graph = told(office.get(reverse("objects:graph")))
    assert 'data-target="customers.contact">Contact → contacts' in graph.replace("Contacts", "contacts")


def test_a_condition_that_makes_no_sense_is_told_beside_it(office: Client, claims: ModelledObject) -> None:
    said = {"kind": "text", "labels_en": "Why", "visible_when": "nothing = 1", "step": "apply"}
    page = office.post(reverse("objects:new_field", args=[claims.key]), said)
    assert "visible_when" in page.context["form"].errors and CustomField.objects.count() == 2


def test_formulas_and_roll_ups_are_added_and_travel(office: Client, claims: ModelledObject, anna: User) -> None:
    add_field(claims.key, "money", {"en": "Amount"}, by=anna)
    link = {"target": "customers.account", "reverse": "claims"}
    add_field(claims.key, "relation", {"en": "Account"}, by=anna, options=link)
    said = {"kind": "formula", "labels_en": "Doubled", "formula": "amount * 2", "step": "apply"}
    answer = office.post(reverse("objects:new_field", args=[claims.key]), said)
    assert answer.status_code == 302, answer.context["form"].errors
    wrong = office.post(reverse("objects:new_field", args=[claims.key]), {**said, "labels_en": "X", "formula": "nix"})
    assert "formula" in wrong.context["form"].errors
    said = {"kind": "roll_up", "labels_en": "Claimed", "collection": "claims", "function": "sum", "field": "amount"}
    answer = office.post(reverse("objects:new_field", args=["customers.account"]), {**said, "step": "apply"})
    assert answer.status_code == 302, answer.context["form"].errors
    text = written(present())
    assert "formula: amount * 2" in text and compare(read(text)) == []
    assert office.get("/claims/").status_code == office.get("/accounts/?sort=claimed").status_code == 200


def test_fields_are_moved_by_dragging_and_by_arrows(office: Client, claims: ModelledObject) -> None:
    subject, state = CustomField.objects.all()
    address = reverse("objects:move_field", args=[claims.key])
    assert office.post(address, {"id": state.pk, "before": subject.pk}).status_code == 200
    assert list(CustomField.objects.values_list("name", flat=True)) == ["state", "subject"]
    office.post(address, {"id": state.pk, "step": "down"})
    assert list(CustomField.objects.values_list("name", flat=True)) == ["subject", "state"]
    office.post(address, {"id": state.pk, "step": "up"})
    office.post(address, {"id": state.pk, "step": "up"})
    assert list(CustomField.objects.values_list("name", flat=True)) == ["state", "subject"]
    assert office.post(address, {"id": "999999", "step": "up"}).status_code == 404


def test_a_field_goes_to_the_bin_and_comes_back_with_its_values(
    office: Client, claims: ModelledObject, anna: User
) -> None:
    made = record(claims, anna, subject="Water")
    row = CustomField.objects.get(name="subject")
    assert "1 record has something in it" in told(office.get(reverse("objects:field_away", args=[row.pk])))
    office.post(reverse("objects:field_away", args=[row.pk]))
    assert "Water" not in told(office.get(f"/claims/{made.pk}"))
    assert "filled in 1 record" in told(office.get(reverse("objects:bin")))
    office.post(reverse("objects:field_back", args=[row.pk]))
    assert "Water" in told(office.get(f"/claims/{made.pk}"))


def test_a_field_that_others_are_computed_of_is_not_put_away(
    office: Client, claims: ModelledObject, anna: User
) -> None:
    row = CustomField.objects.get(name="state")
    add_field(claims.key, "text", {"en": "Why"}, by=anna, options={"visible_when": "state = paid"})
    answer = office.post(reverse("objects:field_away", args=[row.pk]), follow=True)
    assert "It is still needed by: Claim: Why" in told(answer)
    assert CustomField.objects.get(name="state").archived_at is None


def test_destroying_asks_for_the_name(office: Client, claims: ModelledObject, anna: User) -> None:
    record(claims, anna, subject="Water")
    row = CustomField.objects.get(name="subject")
    address = reverse("objects:destroy_field", args=[row.pk])
    assert "Put the field away first." in told(office.post(address, {"name": "subject"}))
    office.post(reverse("objects:field_away", args=[row.pk]))
    assert "1 record loses what it has" in told(office.get(address))
    assert office.post(address, {"name": "state"}).status_code == 422
    assert CustomField.objects.filter(name="subject").exists()
    office.post(address, {"name": "subject"})
    assert not CustomField.objects.filter(name="subject").exists()
    assert office.get("/claims/").status_code == 200


def test_an_object_goes_to_the_bin_comes_back_and_is_destroyed(
    office: Client, claims: ModelledObject, anna: User
) -> None:
    record(claims, anna)
    away = reverse("objects:object_away", args=[claims.key])
    assert "1 record rests in the bin" in told(office.get(away))
    office.post(away)
    assert office.get("/claims/").status_code == 404
    assert office.get(reverse("objects:object", args=[claims.key])).status_code == 404
    assert "Claims" in told(office.get(reverse("objects:bin")))
    office.post(reverse("objects:object_back", args=[claims.key]))
    assert "Cellar" in told(office.get("/claims/"))
    office.post(away)
    office.post(reverse("objects:destroy", args=[claims.key]), {"name": "claim"})
    assert not ModelledObject.objects.exists() and not CustomField.objects.exists()


def test_an_object_that_others_lead_to_stays_and_they_are_named(
    office: Client, claims: ModelledObject, anna: User
) -> None:
    add_field("customers.contact", "text", {"en": "Other"}, by=anna)
    payment = make_object({"en": "Payment"}, {"en": "Payments"}, by=anna)
    add_field(payment.key, "relation", {"en": "Of claim"}, by=anna, options={"target": claims.key})
    answer = office.post(reverse("objects:object_away", args=[claims.key]), follow=True)
    assert "objects.payment: Of claim" in told(answer)
    assert ModelledObject.objects.get(name="claim").archived_at is None


def test_rights_are_written_into_the_roles(office: Client, claims: ModelledObject, petra: User) -> None:
    role = Role.objects.get(name="Role of Petra Svobodová")
    address = reverse("objects:rights", args=[claims.key])
    rights = {f"{role.pk}-{right}": "none" for right in ("create", "edit", "delete", "export", "bulk", "destroy")}
    said = {**rights, f"{role.pk}-view": "all", f"{role.pk}-own": "on", f"version-{role.pk}": role.version}
    office.post(address, said)
    role.refresh_from_db()
    assert role.rights[claims.key] == {"view": "all"} and role.rights["*"]["view"] == "team"
    late = office.post(address, {**said, f"{role.pk}-view": "none"}, follow=True)
    assert "Somebody else has changed a role meanwhile" in told(late)
    role.refresh_from_db()
    assert role.rights[claims.key] == {"view": "all"}
    office.post(address, {f"version-{role.pk}": role.version, **rights, f"{role.pk}-view": "all"})
    role.refresh_from_db()
    assert claims.key not in role.rights


@pytest.mark.parametrize("name", NAMES)
def test_a_template_is_looked_at_applied_and_not_applied_twice(office: Client, name: str) -> None:
    page = office.get(reverse("objects:blueprint", args=[name]))
    assert page.status_code == 200 and "CREATE TABLE" in told(page) and not ModelledObject.objects.exists()
    seen = page.context["seen"]
    office.post(reverse("objects:blueprint", args=[name]), {"step": "apply", "seen": seen})
    model = blueprint(name).model
    assert ModelledObject.objects.count() == len(model.objects)
    for definition in ModelledObject.objects.all():
        for face in ("", "new", *(["board"] if definition.board_lane else [])):
            assert office.get(f"/{definition.slug}/{face}").status_code == 200
    again = office.get(reverse("objects:blueprint", args=[name]), follow=True)
    assert "is here already, at least in part" in told(again)
    fields = CustomField.objects.count()
    office.post(reverse("objects:blueprint", args=[name]), {"step": "apply", "seen": seen})
    assert CustomField.objects.count() == fields


def test_every_template_speaks_three_languages() -> None:
    for name in NAMES:
        one = blueprint(name)
        assert set(one.data["template"]["labels"]) == set(one.data["template"]["about"]) == {"en", "pl", "cs"}
        for definition in one.model.objects.values():
            assert set(definition.labels) == set(definition.plurals) == {"en", "pl", "cs"}
            for field in definition.fields.values():
                labelled = [field.labels, *(choice["labels"] for choice in field.choices)]
                assert all(set(labels) == {"en", "pl", "cs"} for labels in labelled), field.name


def test_a_model_is_taken_along_and_brought_in(office: Client, claims: ModelledObject) -> None:
    file = office.get(reverse("objects:take_along"))
    assert "attachment" in file["Content-Disposition"]
    text = file.content.decode()
    assert "Everything in the file is already so here." in told(
        office.post(reverse("objects:bring_in"), {"text": text})
    )
    changed = text.replace("en: Subject", "en: What happened")
    page = office.post(reverse("objects:bring_in"), {"text": changed})
    assert "<ins>en: What happened</ins>" in told(page)
    assert CustomField.objects.get(name="subject").labels == {"en": "Subject"}
    office.post(reverse("objects:bring_in"), {"text": changed, "step": "apply", "seen": page.context["seen"]})
    assert CustomField.objects.get(name="subject").labels == {"en": "What happened"}
    wrong = office.post(reverse("objects:bring_in"), {"text": text.replace("kind: text", "kind: magic")})
    assert wrong.status_code == 422 and "There is no kind “magic”." in told(wrong) and "kind: magic" in told(wrong)


def test_labels_are_only_ever_text(office: Client, anna: User) -> None:
    nasty = "Claim<script>alert(1)</script>'; DROP TABLE x; --"
    office.post(reverse("objects:new"), {**NEW, "labels_en": nasty, "plurals_en": nasty, "step": "apply"})
    definition = ModelledObject.objects.get()
    said = {"kind": "text", "labels_en": nasty, "step": "apply"}
    office.post(reverse("objects:new_field", args=[definition.key]), said)
    assert CustomField.objects.count() == 1
    for address in ("objects:all", "objects:graph"):
        assert "<script>alert" not in told(office.get(reverse(address)))
    for address in ("objects:object", "objects:settings", "objects:rights"):
        assert "<script>alert" not in told(office.get(reverse(address, args=[definition.key])))


def test_the_old_addresses_of_fields_lead_on(office: Client) -> None:
    assert office.get("/office/fields")["Location"] == reverse("objects:all")
    moved = office.get("/office/fields/customers.account/new")
    assert moved["Location"] == reverse("objects:new_field", args=["customers.account"])
    assert office.get("/office/fields/7")["Location"] == reverse("objects:field", args=[7])


def test_what_does_not_exist_is_not_found(office: Client) -> None:
    for name in ("object", "settings", "rights", "new_field", "object_away", "destroy"):
        for key in ("objects.nothing", "kernel.user", "nothing.at.all"):
            assert office.get(reverse(f"objects:{name}", args=[key])).status_code in (302, 404)
            answer = office.get(reverse(f"objects:{name}", args=[key]), follow=True)
            assert answer.status_code == 404
    for name in ("field", "field_away", "destroy_field"):
        assert office.get(reverse(f"objects:{name}", args=[999])).status_code == 404
    assert office.get(reverse("objects:blueprint", args=["nothing"])).status_code == 404


def test_a_formula_is_made_and_mended_on_its_page(anna: User, client: Client) -> None:
    client.force_login(anna)
    made = make_object({"en": "Claim"}, {"en": "Claims"}, by=anna)
    add_field(made.key, "money", {"en": "Amount"}, by=anna)
    address = f"/office/objects/{made.key}/fields/new?kind=formula"
    asked = {"kind": "formula", "labels_en": "Doubled", "result": "money", "step": "apply"}
    wrong = client.post(address, {**asked, "formula": "amuont * 2"})
    assert wrong.status_code == 422 and "has no field “amuont”" in wrong.content.decode()
    assert client.post(address, {**asked, "formula": "amount * 2"}).status_code == 302
    row = CustomField.objects.get(object=made.key, name="doubled")
    assert row.options == {"formula": "amount * 2", "result": "money"} and row.column == ""
    page = client.get(f"/office/objects/fields/{row.pk}")
    seen = re.search(r'name="seen" value="(\w+)"', page.content.decode())
    assert seen is not None
    changed = {**asked, "formula": "amount * 3", "seen": seen[1]}
    assert client.post(f"/office/objects/fields/{row.pk}", changed).status_code == 302
    row.refresh_from_db()
    assert row.options["formula"] == "amount * 3"
