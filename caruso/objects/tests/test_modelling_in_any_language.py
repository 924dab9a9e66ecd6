"""An administrator who reads Czech or Polish models without a word of English."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from caruso.kernel.models import CustomField, User
from caruso.objects.forms.labels import readers_first
from caruso.objects.modelling.fields import add_field
from caruso.objects.models import ModelledObject
from caruso.objects.tests.pages import told

pytestmark = pytest.mark.django_db

LOOKS = {"icon": "shield", "colour": "coral", "readers": ["navigation"]}


@pytest.fixture
def kancelar(office: Client, anna: User) -> Client:
    anna.language = "cs"
    anna.save()
    return office


def test_an_object_and_its_fields_are_named_in_one_language(kancelar: Client) -> None:
    page = told(kancelar.get(reverse("objects:new")))
    assert page.index('name="labels_cs"') < page.index('name="labels_en"')
    kancelar.post(reverse("objects:new"), {**LOOKS, "labels_cs": "Škoda", "step": "apply"})
    definition = ModelledObject.objects.get()
    assert (definition.name, definition.labels, definition.plurals) == ("skoda", {"cs": "Škoda"}, {"cs": "Škoda"})

    address = reverse("objects:new_field", args=[definition.key])
    preview = kancelar.post(address, {"kind": "text", "labels_cs": "Věc"})
    assert preview.status_code == 200 and "„Věc“" in told(preview)
    kancelar.post(address, {"kind": "text", "labels_cs": "Věc", "step": "apply"})
    assert CustomField.objects.get().labels == {"cs": "Věc"}
    assert kancelar.get("/skoda/").status_code == 200 and kancelar.get("/skoda/new").status_code == 200


def test_some_name_is_needed_and_is_asked_in_the_readers_language(kancelar: Client) -> None:
    refused = kancelar.post(reverse("objects:new"), {**LOOKS, "step": "apply"})
    assert refused.status_code == 422 and set(refused.context["form"].errors) == {"labels_cs"}
    assert not ModelledObject.objects.exists()
    with translation.override("pl"):
        assert readers_first() == ["pl", "en", "cs"]


def test_a_name_in_another_language_alone_will_do(office: Client, claims: ModelledObject) -> None:
    address = reverse("objects:new_field", args=[claims.key])
    office.post(address, {"kind": "text", "labels_pl": "Powód", "step": "apply"})
    assert CustomField.objects.get(name="powod").labels == {"pl": "Powód"}


def test_help_is_folded_until_there_is_some(office: Client, claims: ModelledObject, anna: User) -> None:
    quiet = add_field(claims.key, "text", {"en": "Quiet"}, by=anna)
    helped = add_field(claims.key, "text", {"en": "Helped"}, by=anna, help="As the customer says it")
    page = told(office.get(reverse("objects:field", args=[quiet.pk])))
    assert '<details class="wide help-texts"> <summary>' in page or '<details class="wide help-texts"><summary>' in page
    assert '<details class="wide help-texts" open>' in told(office.get(reverse("objects:field", args=[helped.pk])))
