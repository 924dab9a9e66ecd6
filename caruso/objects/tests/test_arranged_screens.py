"""Screens as the firm has arranged them, seen by the people they were arranged for."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from caruso.customers.models import Account, Contact
from caruso.kernel.defining import add_field, put_field_away
from caruso.kernel.models import Organisation, Role, User
from caruso.objects.layouts.place import Place
from caruso.objects.layouts.saving import save_layout
from caruso.objects.modelling.fields import add_field as add_modelled_field
from caruso.objects.modelling.objects import make_object
from caruso.objects.models import Layout
from caruso.objects.models.layout import Face
from caruso.screens.description import screen_of

pytestmark = pytest.mark.django_db


def arrange(face: Face, by: User, role: Role | None = None, object: str = "customers.contact", **content: Any) -> None:
    """Keep an arrangement that knows everything there is now."""
    place = Place(screen_of(object) if object else None, face, role)
    layout = place.layout
    version = layout.version if layout else 0
    save_layout(place.object, face, role, {**content, "known": place.known()}, by=by, version=version)


def page(client: Client, person: User, address: str) -> str:
    client.force_login(person)
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def jana(anna: User) -> Contact:
    return Contact(first_name="Jana", last_name="Kolářová", job_title="Buyer", department="Beans").create(by=anna)


def facts(text: str) -> list[str]:
    return [part.split('"')[0] for part in text.split('id="fact-')[1:]]


def test_facts_stand_in_the_sections_and_order_that_were_arranged(client: Client, anna: User, jana: Contact) -> None:
    sections = [{"labels": {"en": "Work", "cs": "Práce"}, "fields": ["department", "job_title"]}]
    arrange(Face.RECORD, anna, sections=sections, panels=[])

    text = page(client, anna, f"/contacts/{jana.pk}")

    assert facts(text) == ["department", "job_title"]
    assert 'id="timeline"' not in text


def test_an_arrangement_for_a_role_is_seen_by_those_who_have_it(
    client: Client, anna: User, jan: User, jana: Contact
) -> None:
    arrange(Face.LIST, anna, fields=["name", "email"])
    arrange(Face.LIST, anna, role=jan.roles.get(), fields=["name", "department"])

    assert "Beans" not in page(client, anna, "/contacts/")
    assert "Beans" in page(client, jan, "/contacts/")


def test_what_a_description_gains_appears_after_what_it_follows_there(
    client: Client, anna: User, jana: Contact
) -> None:
    place = Place(screen_of("customers.contact"), Face.LIST)
    shipped = list(place.shipped_fields())
    known = [name for name in place.known() if name != shipped[2]]
    content = {"fields": [shipped[1], shipped[0]], "known": known}
    save_layout(place.object, Face.LIST, None, content, by=anna, version=0)

    client.force_login(anna)
    columns = [field.name for field in client.get("/contacts/").context["query"].columns]

    assert columns == [shipped[1], shipped[2], shipped[0]]


def test_a_field_that_comes_later_appears_and_one_that_goes_breaks_nothing(
    client: Client, anna: User, jana: Contact
) -> None:
    going = add_field("customers.contact", "text", {"en": "Shoe size"}, by=anna)
    arrange(Face.FORM, anna, sections=[{"fields": ["first_name", "last_name", "shoe_size"]}])
    add_field("customers.contact", "text", {"en": "Hat size"}, by=anna)
    put_field_away(going, by=anna)

    text = page(client, anna, f"/contacts/{jana.pk}/edit")

    assert 'name="hat_size"' in text and 'name="shoe_size"' not in text and 'name="job_title"' not in text


def test_what_the_form_does_not_ask_for_stays_as_it_is(client: Client, anna: User, jana: Contact) -> None:
    arrange(Face.FORM, anna, sections=[{"fields": ["first_name", "last_name"]}])
    client.force_login(anna)

    client.post(f"/contacts/{jana.pk}/edit", {"first_name": "Jana", "last_name": "Nová", "version": jana.version})

    jana.refresh_from_db()
    assert (jana.last_name, jana.job_title) == ("Nová", "Buyer")


def test_a_section_is_shown_for_the_records_that_meet_its_condition(client: Client, anna: User, jana: Contact) -> None:
    sections = [{"fields": ["job_title"]}, {"fields": ["department"], "when": "job_title = 'Buyer'"}]
    arrange(Face.RECORD, anna, sections=sections, panels=[])
    assert facts(page(client, anna, f"/contacts/{jana.pk}")) == ["job_title", "department"]

    jana.change({"job_title": "Owner"}, by=anna)

    assert facts(page(client, anna, f"/contacts/{jana.pk}")) == ["job_title"]


def test_a_section_of_the_form_follows_what_is_answered(client: Client, anna: User, jana: Contact) -> None:
    sections = [
        {"fields": ["first_name", "last_name", "job_title"]},
        {"fields": ["department"], "when": "job_title = 'Buyer'"},
    ]
    arrange(Face.FORM, anna, sections=sections)
    client.force_login(anna)
    given = {"first_name": "Jana", "last_name": "Kolářová", "department": "Tea", "version": jana.version}

    def absent(title: str) -> list[int]:
        return client.post(f"/contacts/{jana.pk}/edit/sections", {**given, "job_title": title}).json()["absent"]

    assert (absent("Buyer"), absent("Owner")) == ([], [1])
    client.post(f"/contacts/{jana.pk}/edit", {**given, "job_title": "Owner"})
    jana.refresh_from_db()
    assert (jana.job_title, jana.department) == ("Owner", "Beans")


def test_hidden_fields_stay_hidden_wherever_they_are_put(client: Client, anna: User, jan: User, jana: Contact) -> None:
    role = jan.roles.get()
    role.rights["*"]["fields"] = {"department": "hidden"}
    role.save()
    arrange(Face.RECORD, anna, sections=[{"fields": ["job_title", "department"]}], panels=[])
    arrange(Face.LIST, anna, fields=["name", "department"])
    arrange(Face.PEEK, anna, fields=["department"])

    for address in (f"/contacts/{jana.pk}", "/contacts/", f"/contacts/{jana.pk}/peek"):
        assert "Beans" not in page(client, jan, address)
        assert "Beans" in page(client, anna, address)


def test_cards_of_a_board_show_the_fields_that_were_chosen(client: Client, anna: User, jana: Contact) -> None:
    arrange(Face.BOARD, anna, fields=["department"])

    text = page(client, anna, "/contacts/board")

    assert "Beans" in text and "Buyer" not in text


def test_panels_stand_where_they_were_put_and_the_rest_is_out(client: Client, anna: User) -> None:
    account = Account(name="Kavárna Šafrán").create(by=anna)
    panels = [
        {"kind": "note", "position": "middle", "labels": {"en": "How we do it"}, "settings": {"text": "Call first."}},
        {"kind": "timeline", "position": "middle"},
        {"kind": "shipped", "name": "FilesPanel", "position": "side"},
    ]
    sections = [{"fields": ["name"]}]
    arrange(Face.RECORD, anna, object="customers.account", sections=sections, panels=panels)

    text = page(client, anna, f"/accounts/{account.pk}")
    later = page(client, anna, f"/accounts/{account.pk}/panels")

    assert text.index("Call first.") < text.index('id="timeline"')
    assert "Add a file" in later and later.count("<section") == 1


@pytest.mark.parametrize("address", ["/contacts/", "/contacts/{}", "/contacts/{}/edit", "/contacts/board"])
def test_an_arranged_page_costs_no_query_more_than_the_shipped_one(
    client: Client, anna: User, jan: User, jana: Contact, address: str
) -> None:
    person = anna if "edit" in address else jan

    def queries() -> int:
        page(client, person, address.format(jana.pk))
        with CaptureQueriesContext(connection) as captured:
            client.get(address.format(jana.pk))
        return len(captured)

    shipped = queries()
    for face in (Face.RECORD, Face.FORM, Face.LIST, Face.BOARD):
        place = Place(screen_of("customers.contact"), face)
        arrange(face, anna, role=jan.roles.get(), **place.shipped())
        arrange(face, anna, **place.shipped())

    assert queries() <= shipped


def test_an_arrangement_is_seen_by_a_process_that_knew_another(client: Client, anna: User, jana: Contact) -> None:
    arrange(Face.LIST, anna, fields=["name"])
    page(client, anna, "/contacts/")
    # As another process would write it: this one is told by nothing but the version of the schema.
    content = {"fields": ["name", "department"], "known": []}
    Layout.objects.update(content=content)
    Organisation.objects.update(schema_version=4711)

    assert "Beans" in page(client, anna, "/contacts/")


def test_a_modelled_object_is_arranged_as_any_other(client: Client, anna: User) -> None:
    definition = make_object({"en": "Claim"}, {"en": "Claims"}, by=anna)
    for label in ("Subject", "Damage"):
        add_modelled_field(definition.key, "text", {"en": label}, by=anna)
    record = screen_of(definition.key).model(name="Cellar", subject="Water", damage="Deep").create(by=anna)
    arrange(Face.LIST, anna, object=definition.key, fields=["name", "damage"])
    arrange(Face.RECORD, anna, object=definition.key, sections=[{"fields": ["damage"]}], panels=[])

    text = page(client, anna, "/claims/")
    assert "Deep" in text and "Water" not in text
    assert facts(page(client, anna, f"/claims/{record.pk}")) == ["damage"]

    add_modelled_field(definition.key, "text", {"en": "Remedy"}, by=anna)
    record = screen_of(definition.key).model.objects.get()
    record.change({"remedy": "Pump"}, by=anna)
    assert facts(page(client, anna, f"/claims/{record.pk}")) == ["damage", "remedy"]


@pytest.fixture
def claims_of_jana(anna: User, jana: Contact) -> str:
    """Claims that lead to her by a link that an administrator made; the name of their panel."""
    key = make_object({"en": "Claim"}, {"en": "Claims"}, by=anna).key
    link = {"target": "customers.contact", "reverse": "claims", "reverse_labels": {"en": "Her claims"}}
    add_modelled_field(key, "relation", {"en": "Customer"}, by=anna, options=link)
    screen_of(key).model(name="Flooded cellar", customer_id=jana.pk).create(by=anna)
    return "Related.claims"


def test_panels_of_links_that_were_made_are_moved_and_taken_out_like_others(
    client: Client, anna: User, jana: Contact, claims_of_jana: str
) -> None:
    client.force_login(anna)
    builder = client.get("/office/screens/customers.contact/record").context["canvas"]
    side = next(zone for zone in builder.zones if zone.name == "side")
    assert "Her claims" in [item.label for item in side.items]

    arrange(Face.RECORD, anna, panels=[{"kind": "shipped", "name": claims_of_jana, "position": "middle"}])
    assert "Flooded cellar" in page(client, anna, f"/contacts/{jana.pk}")
    assert "Flooded cellar" not in page(client, anna, f"/contacts/{jana.pk}/panels")

    arrange(Face.RECORD, anna, panels=[])
    for address in (f"/contacts/{jana.pk}", f"/contacts/{jana.pk}/panels"):
        assert "Flooded cellar" not in page(client, anna, address)


def test_panels_of_links_that_were_made_are_taken_out_for_a_role_alone(
    client: Client, anna: User, jan: User, jana: Contact, claims_of_jana: str
) -> None:
    arrange(Face.RECORD, anna, role=jan.roles.get(), panels=[])
    assert "Flooded cellar" not in page(client, jan, f"/contacts/{jana.pk}/panels")
    assert "Flooded cellar" in page(client, anna, f"/contacts/{jana.pk}/panels")


def test_a_link_made_after_a_page_was_arranged_appears_there(client: Client, anna: User, jana: Contact) -> None:
    arrange(Face.RECORD, anna, panels=[])
    key = make_object({"en": "Claim"}, {"en": "Claims"}, by=anna).key
    link = {"target": "customers.contact", "reverse": "claims"}
    add_modelled_field(key, "relation", {"en": "Customer"}, by=anna, options=link)
    screen_of(key).model(name="Flooded cellar", customer_id=jana.pk).create(by=anna)
    assert page(client, anna, f"/contacts/{jana.pk}/panels").count("Flooded cellar") == 1


def test_a_placed_panel_is_not_shown_to_whom_its_link_is_hidden(
    client: Client, anna: User, jan: User, jana: Contact, claims_of_jana: str
) -> None:
    arrange(Face.RECORD, anna, panels=[{"kind": "shipped", "name": claims_of_jana, "position": "middle"}])
    assert "Flooded cellar" in page(client, jan, f"/contacts/{jana.pk}")
    role = jan.roles.get()
    role.rights = {"*": {"view": "all"}, "objects.claim": {"view": "all", "fields": {"customer": "hidden"}}}
    role.save()
    assert "Flooded cellar" not in page(client, jan, f"/contacts/{jana.pk}")
