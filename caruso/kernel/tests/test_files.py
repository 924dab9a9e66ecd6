"""Files come in only as what they are, and go out only to who may see their record."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from caruso.kernel.files import attach, detach, files_of, path_of
from caruso.kernel.files.checking import Refused, checked, safe_name
from caruso.kernel.models import Attachment, Event

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.VAR_DIR = tmp_path
    return settings.MEDIA_ROOT


def picture(kind="PNG", size=(300, 200)):
    content = io.BytesIO()
    Image.new("RGB", size, "teal").save(content, kind)
    return content.getvalue()


def archive(*names, first=None):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        if first:
            made.writestr(*first)
        for name in names:
            made.writestr(name, "x")
    return content.getvalue()


def upload(name, content, declared="application/octet-stream"):
    return SimpleUploadedFile(name, content, declared)


GOOD = [
    ("a.pdf", b"%PDF-1.7 ...", "application/pdf"),
    ("a.PNG", picture(), "image/png"),
    ("a.jpg", picture("JPEG"), "image/jpeg"),
    ("a.gif", picture("GIF"), "image/gif"),
    ("a.webp", picture("WEBP"), "image/webp"),
    ("a.docx", archive("[Content_Types].xml", "word/document.xml"), ""),
    ("a.xlsx", archive("[Content_Types].xml", "xl/workbook.xml"), ""),
    ("a.pptx", archive("[Content_Types].xml", "ppt/presentation.xml"), ""),
    ("a.odt", archive(first=("mimetype", "application/vnd.oasis.opendocument.text")), ""),
    ("a.ods", archive(first=("mimetype", "application/vnd.oasis.opendocument.spreadsheet")), ""),
    ("a.txt", "Zażółć".encode("cp1250"), "text/plain"),
    ("a.csv", "a;b\n".encode("utf-16"), "application/vnd.ms-excel"),
    ("a.vcf", b"BEGIN:VCARD\r\n", "text/x-vcard"),
    ("a.ics", b"BEGIN:VCALENDAR\r\n", "text/calendar"),
    ("a.eml", b"Received: from x\r\n\r\n", "message/rfc822"),
    ("a.zip", archive("a"), "application/zip"),
]
BAD = [
    ("a.html", b"<!doctype html>", "text/html"),
    ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
    ("a.txt", b"  <!DOCTYPE html><script>alert(1)</script>", "text/plain"),
    ("a.csv", "<svg onload=alert(1)>".encode("utf-16"), "text/csv"),
    ("a.png", b"<html><script>", "image/png"),
    ("a.png", picture("JPEG"), "image/png"),
    ("a.png", picture()[:60], "image/png"),
    ("a.pdf", picture(), "application/pdf"),
    ("a.pdf", b"%PDF-1.7", "text/html"),
    ("a.docx", archive("xl/workbook.xml"), ""),
    ("a.docx", b"PK\x03\x04 broken", ""),
    ("a.txt", b"\x00\x01\x02", "text/plain"),
    ("a.exe", b"MZ", ""),
    ("a.pdf.exe", b"%PDF-1.7", ""),
    ("noending", b"hello", "text/plain"),
    ("a.txt", b"", "text/plain"),
]


@pytest.mark.parametrize(("name", "content", "declared"), GOOD)
def test_a_file_that_is_what_it_says_comes_in(name, content, declared):
    assert checked(upload(name, content, declared)).size == len(content)


@pytest.mark.parametrize(("name", "content", "declared"), BAD)
def test_a_file_that_is_not_what_it_says_is_refused(name, content, declared, account, cast):
    with pytest.raises(Refused):
        attach(account, upload(name, content, declared), by=cast.petra)
    assert not Attachment.objects.exists()


def test_a_picture_that_would_burst_the_memory_is_refused():
    bomb = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(bomb, "PNG")
    with pytest.raises(Refused, match="far too large"):
        checked(upload("bomb.png", bomb.getvalue()))


def test_a_file_over_the_limit_is_refused(settings):
    settings.ATTACHMENT_MAX_BYTES = 10
    with pytest.raises(Refused, match="too big"):
        checked(upload("a.txt", b"x" * 11))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\a\\Oferta č. 5.pdf", "Oferta č. 5.pdf"),
        ("a\r\nSet-Cookie: x.txt", "a Set-Cookie x.txt"),
        ("gpj\u202efdp.pdf", "gpjfdp.pdf"),
    ],
)
def test_names_are_made_harmless(given, kept):
    assert safe_name(given) == kept


def test_the_same_content_is_kept_once_and_told_on_the_record(account, cast, folder):
    one = attach(account, upload("a.txt", b"hello"), by=cast.petra)
    two = attach(account, upload("b.txt", b"hello"), by=cast.petra)
    assert one.sha256 == two.sha256
    assert [path for path in folder.rglob("*") if path.is_file()] == [path_of(one.sha256)]
    assert path_of(one.sha256).read_bytes() == b"hello"
    told = Event.objects.filter(object="customers.account", record=account.pk, kind="attached")
    assert [event.data["name"] for event in told] == ["a.txt", "b.txt"]


def test_taking_a_file_off_is_told_and_leaves_the_other(account, cast):
    one, two = (attach(account, upload(name, b"hello"), by=cast.petra) for name in ("a.txt", "b.txt"))
    detach(one, by=cast.petra)
    detach(one, by=cast.petra)
    assert list(files_of(account)) == [two]
    assert Event.objects.filter(kind="detached").count() == 1


def test_who_may_not_see_the_record_does_not_find_the_file(account, cast, client):
    file = attach(account, upload("a.txt", b"hello"), by=cast.petra)
    address = reverse("kernel:file", args=[file.pk, file.name])
    for person, status in [(cast.petra, 200), (cast.marek, 200), (cast.jan, 200), (cast.stranger, 404)]:
        client.force_login(person)
        assert client.get(address).status_code == status
    account.put_in_bin(by=cast.petra)
    client.force_login(cast.petra)
    assert client.get(address).status_code == 200, "the bin shows its records' files"
    client.logout()
    assert client.get(address).status_code == 302


def test_a_file_is_a_download_in_a_sandbox_and_a_picture_is_shown(account, cast, client):
    client.force_login(cast.petra)
    for name, content, disposition in [
        ("a.txt", b"hello", "attachment"),
        ("a.pdf", b"%PDF-", "attachment"),
        ("a.png", picture(), "inline"),
    ]:
        file = attach(account, upload(name, content), by=cast.petra)
        response = client.get(reverse("kernel:file", args=[file.pk, file.name]))
        assert b"".join(response.streaming_content) == content
        assert response["Content-Disposition"].startswith(disposition)
        assert "sandbox" in response["Content-Security-Policy"]
        assert response["X-Content-Type-Options"] == "nosniff"


def test_files_are_added_by_who_may_edit(account, cast, client):
    address = reverse("kernel:add_files", args=["customers.account", account.pk])
    for person, status in [(cast.jan, 403), (cast.stranger, 404), (cast.petra, 201)]:
        client.force_login(person)
        response = client.post(address, {"file": upload("a.txt", b"hello")}, headers={"Accept": "application/json"})
        assert response.status_code == status
        assert Attachment.objects.count() == (status == 201)
    assert client.post(reverse("kernel:add_files", args=["no.such", 1])).status_code == 404


def test_what_is_refused_is_told_and_the_rest_is_kept(account, cast, client):
    client.force_login(cast.petra)
    address = reverse("kernel:add_files", args=["customers.account", account.pk])
    files = [upload("a.txt", b"hello"), upload("b.html", b"<html>")]
    answer = client.post(address, {"file": files}, headers={"Accept": "application/json"})
    assert [file["name"] for file in answer.json()["files"]] == ["a.txt"]
    assert "b.html" in answer.json()["errors"][0]
    page = client.post(address, {"file": upload("a.txt", b"hi"), "next": "https://evil.example/"})
    assert page["Location"] == "/"


def test_who_may_only_see_cannot_take_a_file_off(account, cast, client):
    file = attach(account, upload("a.txt", b"hello"), by=cast.petra)
    address = reverse("kernel:file", args=[file.pk, file.name])
    client.force_login(cast.jan)
    assert client.delete(address).status_code == 403
    assert files_of(account).count() == 1
    client.force_login(cast.petra)
    assert client.delete(address).status_code == 200
    assert client.get(address).status_code == 404


def test_a_small_picture_fits_its_square(account, cast, client):
    file = attach(account, upload("a.png", picture()), by=cast.petra)
    client.force_login(cast.petra)
    response = client.get(reverse("kernel:thumbnail", args=[file.pk, 64]))
    with Image.open(io.BytesIO(b"".join(response.streaming_content))) as small:
        assert small.size == (64, 43) and small.format == "WEBP"
    assert client.get(reverse("kernel:thumbnail", args=[file.pk, 65])).status_code == 404
