"""Nobody but an administrator opens a page of the modeller, and nothing is changed where it is refused."""

import pytest
from django.test import Client
from django.urls import reverse

from caruso.kernel.models import CustomField, Event, User
from caruso.objects.modelling.fields import add_field
from caruso.objects.modelling.objects import make_object, put_object_away
from caruso.objects.models import ModelledObject
from tests.access.doors import addresses

pytestmark = pytest.mark.django_db

#: What would make an object, or a field, at a door that is open.
NEW = {"labels_en": "New", "plurals_en": "New ones", "icon": "shield", "colour": "coral", "readers": ["api"]}
OF_THE_BIN = {"objects:object_back", "objects:destroy"}


def state() -> tuple[list[object], list[object], int]:
    objects = list(ModelledObject.objects.values_list("pk", "version", "archived_at"))
    return objects, list(CustomField.objects.values_list("pk", "archived_at")), Event.objects.count()


@pytest.mark.parametrize("who", ["marek", "petra", "tomas", "jan", "stranger"])
def test_only_an_administrator_comes_in(who: str, anna: User, client: Client, request: pytest.FixtureRequest) -> None:
    claim = make_object({"en": "Claim"}, {"en": "Claims"}, by=anna)
    field = add_field(claim.key, "text", {"en": "Subject"}, by=anna)
    gone = make_object({"en": "Gone"}, {"en": "Gone"}, by=anna)
    put_object_away(gone, by=anna)
    parts = {"object": claim.key, "number": field.pk, "name": "utilities"}
    said = {**NEW, "kind": "text", "step": "apply", "id": field.pk}
    client.force_login(request.getfixturevalue(who))
    before, open_doors = state(), []
    for name, pattern in addresses():
        if name.startswith("objects:") and pattern.name:
            about = parts | {"object": gone.key} if name in OF_THE_BIN else parts
            path = reverse(name, kwargs={part: about[part] for part in pattern.pattern.converters})
            asked = (client.get(path).status_code, client.post(path, {**said, "name": "gone"}).status_code)
            open_doors += [] if asked in ((403, 403), (405, 403)) else [(name, asked)]
    assert not open_doors and state() == before
