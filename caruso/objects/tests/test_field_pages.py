"""What an administrator does with fields on the pages of the modeller."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from caruso.customers.models import Contact
from caruso.kernel.models import CustomField, User
from caruso.objects.model_file.comparing import compare
from caruso.objects.model_file.present import present
from caruso.objects.model_file.reading import read
from caruso.objects.model_file.writing import written
from caruso.objects.modelling.fields import add_field
from caruso.objects.modelling.objects import make_object
from caruso.objects.models import ModelledObject
from caruso.objects.tests.pages import record, told

pytestmark = pytest.mark.django_db


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
    assert 'data-target="customers.contact" data-label="Contact">Contact → contacts' in graph.replace(
        "Contacts", "contacts"
    )


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
    asked = office.get(f"{reverse('objects:new_field', args=[claims.key])}?kind=formula").content.decode()
    assert '<code title="Amount">amount</code>' in asked and "days_between" in asked
    wrong = office.post(reverse("objects:new_field", args=[claims.key]), {**said, "labels_en": "X", "formula": "nix"})
    assert "formula" in wrong.context["form"].errors
    said = {"kind": "roll_up", "labels_en": "Claimed", "collection": "claims", "function": "sum", "field": "amount"}
    answer = office.post(reverse("objects:new_field", args=["customers.account"]), {**said, "step": "apply"})
    assert answer.status_code == 302, answer.context["form"].errors
    over = {"collection": "claims", "function": "sum"}
    page = office.get(reverse("objects:roll_up_where", args=["customers.account"]), over)
    assert (
        '<option value="amount">Amount</option>' in page.content.decode()
        and 'name="where-g0-r0-path"' in page.content.decode()
    )
    asked = office.get(reverse("objects:field", args=[CustomField.objects.get(name="claimed").pk])).content.decode()
    assert '<option value="claims" selected>Claims · Account' in asked
    fields = asked.split('id="id_field"')[1].split("</select>")[0]
    assert '<option value="amount" selected>Amount' in fields and 'value="owner"' not in fields
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


def test_the_old_addresses_of_fields_lead_on(office: Client) -> None:
    assert office.get("/office/fields")["Location"] == reverse("objects:all")
    moved = office.get("/office/fields/customers.account/new")
    assert moved["Location"] == reverse("objects:new_field", args=["customers.account"])
    assert office.get("/office/fields/7")["Location"] == reverse("objects:field", args=[7])


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


def test_a_list_begins_with_one_of_its_choices(office: Client, claims: ModelledObject) -> None:
    said = {
        "kind": "choice",
        "labels_en": "Priority",
        "choice-value": ["", ""],
        "choice-en": ["Quite urgent", "Usual"],
        "choice-pl": ["Dość pilna", ""],
        "choice-cs": ["", ""],
        "choice-colour": ["", ""],
        "choice-archived": ["", ""],
    }
    address = reverse("objects:new_field", args=[claims.key])
    assert "Priority" in told(office.post(address, {**said, "default": "Quite urgent"}))
    refused = told(office.post(address, {**said, "default": "Never", "step": "apply"}))
    assert not CustomField.objects.filter(name="priority").exists() and "Never" in refused
    office.post(address, {**said, "default": "Dość pilna", "step": "apply"})
    row = CustomField.objects.get(name="priority")
    assert row.options["default"] == "quite_urgent"
    more = {
        "labels_en": "Priority",
        "default": "quite_urgent",
        "choice-value": ["quite_urgent", "usual", ""],
        "choice-en": ["Quite urgent", "Usual", "Later"],
        "choice-pl": ["", "", ""],
        "choice-cs": ["", "", ""],
        "choice-colour": ["", "", ""],
        "choice-archived": ["", "", ""],
        "seen": re.search(r'name="seen" value="(\w+)"', told(office.get(reverse("objects:field", args=[row.pk]))))[1],
    }
    office.post(reverse("objects:field", args=[row.pk]), {**more, "step": "apply"})
    row.refresh_from_db()
    assert [one["value"] for one in row.choices] == ["quite_urgent", "usual", "later"]
    assert row.options["default"] == "quite_urgent"


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [("email", "Info@Firm.example", "Info@firm.example"), ("url", "firm.example", "https://firm.example")],
)
def test_addresses_may_begin_with_a_default(office: Client, anna: User, kind: str, given: str, kept: str) -> None:
    claim = make_object({"en": "Claim"}, {"en": "Claims"}, by=anna)
    asked = {"kind": kind, "labels_en": "Office mail", "default": given, "step": "apply"}
    assert office.post(reverse("objects:new_field", args=[claim.key]), asked).status_code == 302
    assert f'value="{kept}"' in office.get("/claims/new").content.decode()


def test_a_link_may_be_the_only_one_that_leads_there(office: Client, anna: User) -> None:
    claim = make_object({"en": "Claim"}, {"en": "Claims"}, by=anna)
    asked = {"kind": "relation", "labels_en": "Customer", "target": "customers.contact", "unique": "on"}
    assert office.post(reverse("objects:new_field", args=[claim.key]), {**asked, "step": "apply"}).status_code == 302
    jana = Contact(first_name="Jana", last_name="Kolářová").create(by=anna)
    assert office.post("/claims/new", {"name": "One", "customer": jana.pk}).status_code == 302
    second = office.post("/claims/new", {"name": "Two", "customer": jana.pk})
    assert second.status_code == 422 and "no two may be alike" in second.content.decode()


def test_only_fields_are_offered_of_which_it_can_be_worked_out(
    office: Client, claims: ModelledObject, anna: User
) -> None:
    add_field(
        claims.key, "relation", {"en": "Account"}, by=anna, options={"target": "customers.account", "reverse": "claims"}
    )
    add_field(claims.key, "money", {"en": "Amount"}, by=anna)
    add_field(claims.key, "date", {"en": "Happened"}, by=anna)
    address = reverse("objects:roll_up_where", args=["customers.account"])

    def offered(function: str) -> str:
        over = {"collection": "claims", "function": function, "field": "amount"}
        return told(office.get(address, over)).split("hx-swap-oob")[1]

    assert 'value="amount" selected' in offered("sum") and 'value="happened"' not in offered("sum")
    assert 'value="happened"' in offered("max") and 'value="amount"' not in offered("count")
    asked = {"kind": "roll_up", "labels_en": "X", "collection": "claims", "function": "avg", "field": "happened"}
    refused = office.post(reverse("objects:new_field", args=["customers.account"]), asked)
    assert refused.status_code == 422 and "field" in refused.context["form"].errors
