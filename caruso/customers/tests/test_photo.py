"""A contact's photo: added by whoever may edit, refused when it is no picture."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from caruso.customers.models import Contact
from caruso.screens.merging.models import Merge

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


def test_the_photo_is_beside_the_name_wherever_the_contact_is_shown(client, petra, ewa):
    client.force_login(petra)
    client.post(f"/contacts/{ewa.pk}/picture", {"file": portrait()})
    ewa.refresh_from_db()
    small = f"/files/{ewa.photo_id}/thumbnail/128"
    addresses = ["", "board", f"{ewa.pk}/peek", f"{ewa.pk}/hover", "lookup?q=zak"]
    for address in [*(f"/contacts/{one}" for one in addresses), "/search?q=zak", "/search/results?q=zak"]:
        assert small in client.get(address).content.decode(), address


def test_a_merge_takes_the_photo_over_and_undoing_it_gives_it_back(client, petra, ewa):
    twin = Contact(first_name="Ewa", last_name="Żak", owner=petra).create(by=petra)
    client.force_login(petra)
    client.post(f"/contacts/{twin.pk}/picture", {"file": portrait()})
    twin.refresh_from_db()
    client.post(f"/contacts/merge?records={ewa.pk},{twin.pk}", {"main": ewa.pk})
    ewa.refresh_from_db()
    assert ewa.photo_id == twin.photo_id
    assert client.get(f"/files/{ewa.photo_id}/thumbnail/128").status_code == 200
    merged = Merge.objects.get()
    client.post(f"/contacts/merges/{merged.pk}/undo")
    ewa.refresh_from_db()
    assert ewa.photo_id is None and Contact.objects.get(pk=twin.pk).photo_id == twin.photo_id


def test_a_photo_taken_off_the_files_is_shown_no_longer(client, petra, ewa):
    client.force_login(petra)
    client.post(f"/contacts/{ewa.pk}/picture", {"file": portrait()})
    ewa.refresh_from_db()
    client.post(f"/files/{ewa.photo_id}/remove")
    ewa.refresh_from_db()
    assert ewa.photo_id is None
