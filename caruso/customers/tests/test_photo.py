"""A contact's photo: added by whoever may edit, refused when it is no picture."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from caruso.customers.models import Contact

pytestmark = pytest.mark.django_db


def portrait() -> SimpleUploadedFile:
    data = BytesIO()
    Image.new("RGB", (40, 40), "coral").save(data, "PNG")
    return SimpleUploadedFile("ewa.png", data.getvalue(), "image/png")


@pytest.fixture
def ewa(petra):
    return Contact(first_name="Ewa", last_name="Żak", owner=petra).create(by=petra)


def test_the_photo_is_on_the_contact_s_page(client, petra, ewa):
    client.force_login(petra)
    assert client.post(f"/contacts/{ewa.pk}/picture", {"file": portrait()}).status_code == 201
    ewa.refresh_from_db()
    assert f"/files/{ewa.photo_id}/thumbnail/128" in client.get(f"/contacts/{ewa.pk}").content.decode()


def test_what_is_no_picture_is_refused_and_the_old_one_stays(client, petra, ewa):
    client.force_login(petra)
    client.post(f"/contacts/{ewa.pk}/picture", {"file": portrait()})
    ewa.refresh_from_db()
    text = SimpleUploadedFile("notes.txt", b"not a picture", "text/plain")
    assert client.post(f"/contacts/{ewa.pk}/picture", {"file": text}).status_code == 400
    assert Contact.objects.get().photo_id == ewa.photo_id


def test_who_may_only_read_adds_no_photo(client, jan, ewa):
    client.force_login(jan)
    assert client.post(f"/contacts/{ewa.pk}/picture", {"file": portrait()}).status_code == 403
    assert Contact.objects.get().photo_id is None
