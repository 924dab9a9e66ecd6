"""What an administrator does with objects on the pages of the modeller."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caruso.kernel.models import CustomField, Event, Role, User
from caruso.objects.blueprints import NAMES, blueprint
from caruso.objects.modelling.fields import add_field
from caruso.objects.modelling.objects import change_object, make_object
from caruso.objects.models import ModelledObject
from caruso.objects.tests.pages import record, told

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


def test_an_object_is_previewed_and_nothing_is_made(office: Client) -> None:
    events = Event.objects.count()
    page = office.post(reverse("objects:new"), NEW)
    assert "A table of its own is made for “Claims”" in told(page) and "CREATE TABLE" in told(page)
    assert 'name="labels_pl" value="Szkoda"' in told(page) and "already" not in told(page)
    alike = office.post(reverse("objects:new"), {**NEW, "labels_en": "Order", "plurals_en": "Órders"})
    assert "There is an object called “Órders” already" in told(alike)
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
        ({"labels_en": "", "labels_pl": ""}, "labels_en"),
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
    assert "Payment: Of claim" in told(answer)
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
    assert "<ins>What happened</ins>" in told(page)
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


def test_what_does_not_exist_is_not_found(office: Client) -> None:
    for name in ("object", "settings", "rights", "new_field", "object_away", "destroy"):
        for key in ("objects.nothing", "kernel.user", "nothing.at.all"):
            assert office.get(reverse(f"objects:{name}", args=[key])).status_code in (302, 404)
            answer = office.get(reverse(f"objects:{name}", args=[key]), follow=True)
            assert answer.status_code == 404
    for name in ("field", "field_away", "destroy_field"):
        assert office.get(reverse(f"objects:{name}", args=[999])).status_code == 404
    assert office.get(reverse("objects:blueprint", args=["nothing"])).status_code == 404
