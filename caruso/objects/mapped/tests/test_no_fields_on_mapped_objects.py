"""The modeller does not take what another program keeps for its own."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from caruso.customers.models import Contact
from caruso.kernel import defining
from caruso.kernel.models import CustomField, User
from caruso.objects.modelling.fields import add_field
from caruso.objects.modelling.objects import make_object

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

OFFICE = "/office/objects"


@pytest.fixture
def meters(sqlite, anna: User):
    return sqlite.map_meters(sqlite.connect(anna), anna)


@pytest.mark.parametrize("step", ["", "apply"])
def test_no_relation_leads_to_a_mapped_object(step, meters, anna: User, client: Client) -> None:
    claims = make_object({"en": "Claim"}, {"en": "Claims"}, by=anna)
    client.force_login(anna)
    before = CustomField.objects.count()
    for key in (claims.key, "customers.contact"):
        address = f"{OFFICE}/{key}/fields/new"
        assert "mapped.meter" not in client.get(address, {"kind": "relation"}).content.decode()
        said = {"kind": "relation", "labels_en": "Gauge", "target": "mapped.meter", "step": step}
        answer = client.post(address, said)
        if step:
            assert answer.status_code == 422 and "Say in their mapping" in answer.content.decode()
        with pytest.raises(ValidationError, match="Say in their mapping"):
            add_field(key, "relation", {"en": "Gauge"}, by=anna, options={"target": "mapped.meter"})
    assert CustomField.objects.count() == before
    assert Contact(last_name="Baker").create(by=anna).pk


def test_a_mapped_object_takes_no_fields_and_its_page_leads_to_the_mapping(meters, anna: User, client: Client) -> None:
    client.force_login(anna)
    page = client.get(f"{OFFICE}/mapped.meter").content.decode()
    assert "Another program keeps these records" in page and "/databases/objects/meter" in page
    assert "/fields/new" not in page
    said = {"kind": "text", "labels_en": "Note", "step": "apply"}
    for answer in (
        client.get(f"{OFFICE}/mapped.meter/fields/new", follow=True),
        client.post(f"{OFFICE}/mapped.meter/fields/new", said, follow=True),
    ):
        assert "a field cannot be added here" in answer.content.decode()
    for add in (add_field, defining.add_field):
        with pytest.raises(ValidationError, match="Map one of its columns"):
            add("mapped.meter", "text", {"en": "Note"}, by=anna)
    assert not CustomField.objects.exists()
