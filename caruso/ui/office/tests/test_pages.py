"""What people do on the office's pages."""

import io
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from caruso.kernel.jobs import start
from caruso.kernel.models import (
    ApiToken,
    Event,
    ExchangeRate,
    Job,
    Notification,
    NumberSeries,
    Organisation,
    Role,
    Team,
    User,
)
from caruso.kernel.notifying import notify
from caruso.ui.office.forms.hours import days_off_from_text, spans_from_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path):
    settings.MEDIA_ROOT, settings.VAR_DIR = tmp_path / "files", tmp_path


def firm(**changes):
    return {
        "name": "Firm",
        "country": "PL",
        "language": "pl",
        "time_zone": "Europe/Warsaw",
        "currency": "PLN",
        "fiscal_year_start": "4",
        **changes,
    }


def test_settings_are_saved_with_one_event(office):
    office.post(reverse("office:settings"), firm())
    assert Organisation.objects.get().currency == "PLN" and Organisation.objects.get().fiscal_year_start == 4
    event = Event.objects.get(object="kernel.organisation")
    assert event.changes["currency"] == ["EUR", "PLN"] and "time_zone" not in event.changes


@pytest.mark.parametrize("bad", [{"currency": "ABC"}, {"time_zone": "X"}, {"fiscal_year_start": "13"}, {"name": ""}])
def test_settings_that_make_no_sense_are_refused(office, bad):
    page = office.post(reverse("office:settings"), firm(**bad))
    assert page.context["form"].errors.keys() == bad.keys()
    assert not Event.objects.filter(object="kernel.organisation").exists()


def test_a_logo_is_a_picture_and_shown_to_everybody(office, client, folder):
    content = io.BytesIO()
    Image.new("RGB", (600, 300), "teal").save(content, "PNG")
    office.post(
        reverse("office:settings"), firm(logo_file=SimpleUploadedFile("l.png", content.getvalue(), "image/png"))
    )
    assert client.get(reverse("office:logo"))["Content-Type"] == "image/webp"
    assert f'src="{reverse("office:logo")}?' in client.get("/people/login/").content.decode()
    page = office.post(reverse("office:settings"), firm(logo_file=SimpleUploadedFile("l.png", b"<svg>", "image/png")))
    assert "logo_file" in page.context["form"].errors
    office.post(reverse("office:settings"), firm(remove_logo="on"))
    assert client.get(reverse("office:logo")).status_code == 404


def test_hours_are_written_as_people_write_them(office):
    answers = {"day_0": "9-12, 13.00–17:30", "day_5": "00:00-24:00", "days_off": "24.12.2026 Wigilia\n\n2026-12-31"}
    office.post(reverse("office:hours"), answers)
    saved = Organisation.objects.get()
    assert saved.business_hours == {"0": [["09:00", "12:00"], ["13:00", "17:30"]], "5": [["00:00", "24:00"]]}
    assert saved.extra_holidays == [{"day": "2026-12-24", "name": "Wigilia"}, {"day": "2026-12-31", "name": ""}]
    page = office.get(reverse("office:hours")).content.decode()
    assert "09:00–12:00, 13:00–17:30" in page and "2026-12-24 Wigilia" in page


@pytest.mark.parametrize("text", ["9", "17-9", "9-25", "9:70-10", "9-12, 11-13", "nine-ten", "9-9"])
def test_spans_that_make_no_sense_are_refused(text):
    with pytest.raises(ValidationError):
        spans_from_text(text)


def test_a_day_off_that_is_no_date_is_told_with_its_line():
    with pytest.raises(ValidationError, match="Line 2"):
        days_off_from_text("2026-12-24\nsoon")


def test_a_rate_is_entered_and_corrected(office):
    for rate in ("0,23", "0.24"):
        office.post(reverse("office:currencies"), {"currency": "PLN", "day": "2026-11-01", "rate": rate})
    rate = ExchangeRate.objects.get()
    assert (str(rate.rate.normalize()), rate.base, rate.day) == ("0.24", "EUR", date(2026, 11, 1))
    for bad in ("0", "-1", "x", "NaN", "1e30"):
        office.post(reverse("office:currencies"), {"currency": "CZK", "day": "2026-11-01", "rate": bad})
    office.post(reverse("office:currencies"), {"currency": "EUR", "day": "2026-11-01", "rate": "1"})
    assert ExchangeRate.objects.count() == 1
    office.post(reverse("office:remove_rate", args=[rate.pk]))
    assert not ExchangeRate.objects.exists()


def test_a_pattern_is_changed_or_refused(office):
    series = NumberSeries.objects.create(object="sales.invoice", year=2026, pattern="{year}-{number}", next=7)
    office.post(reverse("office:numbering"), {"series": series.pk, "pattern": "F/{number:04}/{yy}"})
    assert "F/0007/26" in office.get(reverse("office:numbering")).content.decode()
    page = office.post(reverse("office:numbering"), {"series": series.pk, "pattern": "same"})
    assert 'value="same"' in page.content.decode()
    assert NumberSeries.objects.get().pattern == "F/{number:04}/{yy}"


def test_a_person_is_added_and_sets_a_password_by_the_link(office, client, cast):
    answers = {
        "name": "Eva",
        "email": "eva@example.com",
        "team": cast.sales.pk,
        "roles": [Role.objects.get(name="Agent").pk],
    }
    added = office.post(reverse("office:new_person"), answers, follow=True)
    link = added.context["address"]
    assert client.get(link).status_code == 200
    page = client.post(link, {"password": "a sentence is best", "again": "another one"})
    assert "again" in page.context["form"].errors
    client.post(link, {"password": "a sentence is best", "again": "a sentence is best"})
    assert (
        client.post("/people/login/", {"login": "eva@example.com", "password": "a sentence is best"}).status_code == 302
    )
    assert client.get(link).status_code == 404
    assert User.objects.get(name="Eva").access.may("customers.account", "edit")


def test_an_e_mail_that_is_taken_is_refused_in_any_spelling(office, cast):
    page = office.post(reverse("office:new_person"), {"name": "X", "email": "JAN@example.com"})
    assert "email" in page.context["form"].errors


def test_the_last_administrator_is_told_why_it_stays(office, cast):
    page = office.post(reverse("office:activate", args=[cast.anna.pk]), {"active": "no"}, follow=True)
    assert "last administrator" in page.content.decode()
    page = office.post(reverse("office:person", args=[cast.anna.pk]), {"name": "Anna", "email": "anna@example.com"})
    assert "last administrator" in page.content.decode()
    assert User.objects.get(pk=cast.anna.pk).is_superuser


def test_a_team_is_moved_but_not_into_itself(office, cast):
    office.post(reverse("office:new_team"), {"name": "North", "parent": cast.sales.pk})
    north = Team.objects.get(name="North")
    page = office.post(reverse("office:team", args=[cast.sales.pk]), {"name": "Sales", "parent": north.pk})
    assert "parent" in page.context["form"].errors
    office.post(reverse("office:team", args=[north.pk]), {"name": "North", "parent": cast.service.pk})
    assert Team.objects.get(name="North").parent == cast.service
    assert "North" in office.get(reverse("office:teams")).content.decode()


def test_preferences_are_ones_own(cast, enter):
    browser = enter(cast.jan)
    answers = {
        "name": "Jan K.",
        "language": "cs",
        "time_zone": "",
        "theme": "dark",
        "density": "compact",
        "is_superuser": "on",
    }
    browser.post(reverse("office:preferences"), answers)
    jan = User.objects.get(pk=cast.jan.pk)
    assert (jan.name, jan.language, jan.theme, jan.density) == ("Jan K.", "cs", "dark", "compact")
    assert not jan.is_superuser


def test_a_token_is_shown_once(cast, enter):
    browser = enter(cast.petra)
    page = browser.post(reverse("office:tokens"), {"name": "Shop"})
    secret = page.context["secret"]
    assert secret in page.content.decode() and page["Cache-Control"].startswith("max-age=0")
    assert ApiToken.objects.authenticate(secret).person == cast.petra
    assert secret not in browser.get(reverse("office:preferences")).content.decode()
    stolen = Role.objects.get(name="Administrator")
    assert (
        "role" in browser.post(reverse("office:tokens"), {"name": "X", "role": stolen.pk}).context["token_form"].errors
    )
    late = timezone.now() - timedelta(days=1)
    page = browser.post(reverse("office:tokens"), {"name": "X", "expires_at": late.strftime("%Y-%m-%dT%H:%M")})
    assert "expires_at" in page.context["token_form"].errors
    token = ApiToken.objects.get()
    assert enter(cast.jan).post(reverse("office:remove_token", args=[token.pk])).status_code == 404
    browser.post(reverse("office:remove_token", args=[token.pk]))
    assert ApiToken.objects.authenticate(secret) is None


def test_the_counter_answers_only_when_it_has_changed(cast, enter, account):
    browser = enter(cast.petra)
    path = reverse("office:unread")
    assert browser.get(path, {"known": 0}).status_code == 204
    notify([cast.petra], "mentioned", record=account, by=cast.anna)
    answer = browser.get(path, {"known": 0})
    assert "known=1" in answer.content.decode() and "notifications" in answer["HX-Trigger"]
    assert browser.get(path, {"known": 1}).status_code == 204


def test_the_counter_costs_few_queries(cast, enter, django_assert_max_num_queries):
    browser = enter(cast.petra)
    browser.get(reverse("office:unread"))
    with django_assert_max_num_queries(4):
        browser.get(reverse("office:unread"), {"known": 0})


def test_notifications_are_read_one_by_one_or_all(cast, enter, account):
    for _turn in range(3):
        notify([cast.petra, cast.marek], "mentioned", record=account, by=cast.anna)
    browser = enter(cast.petra)
    assert "mentioned you on “Kowalski i synowie”" in browser.get(reverse("office:notifications")).content.decode()
    first, theirs = (
        Notification.objects.filter(person=cast.petra).first(),
        Notification.objects.filter(person=cast.marek).first(),
    )
    assert browser.get(reverse("office:notification", args=[first.pk]))["Location"] == f"/accounts/{account.pk}"
    assert browser.get(reverse("office:notification", args=[theirs.pk])).status_code == 404
    assert browser.post(reverse("office:mark_read", args=[theirs.pk])).status_code == 404
    assert Notification.objects.unread().filter(person=cast.petra).count() == 2
    browser.post(reverse("office:all_read"))
    assert Notification.objects.unread().filter(person=cast.petra).count() == 0
    assert Notification.objects.unread().filter(person=cast.marek).count() == 3


def test_a_job_is_its_owners_and_can_be_cancelled(cast, enter):
    job = start("kernel.lucky", by=cast.petra, title="Long work")
    path, cancel = reverse("office:job", args=[job.pk]), reverse("office:cancel_job", args=[job.pk])
    browser = enter(cast.petra)
    assert "Long work" in browser.get(reverse("office:jobs")).content.decode()
    card = browser.get(path, headers={"HX-Request": "true"}).content.decode()
    assert 'hx-trigger="poll"' in card and "<html" not in card
    assert enter(cast.jan).get(path).status_code == 404
    assert enter(cast.jan).post(cancel).status_code == 404
    assert not Job.objects.get().cancel_asked
    browser.post(cancel)
    assert Job.objects.get().cancel_asked
    Job.objects.update(state="failed", error="The file was damaged")
    card = browser.get(path, headers={"HX-Request": "true"}).content.decode()
    assert "The file was damaged" in card and "hx-trigger" not in card


def test_too_many_wrong_passwords_are_stopped(client, cast):
    answers = [client.post("/people/login/", {"login": "jan@example.com", "password": "wrong"}) for _turn in range(12)]
    assert answers[0].status_code == 200
    late = client.post("/people/login/", {"login": "jan@example.com", "password": "caruso-demo"})
    assert late.status_code in (200, 429) and "_auth_user_id" not in client.session


def test_the_letterhead_is_kept(office):
    office.post(
        reverse("office:settings"), firm(legal_name="Firm s.r.o.", street="Žižkova 4", bank_account="CZ65 0800")
    )
    kept = Organisation.objects.get()
    assert (kept.legal_name, kept.street, kept.bank_account) == ("Firm s.r.o.", "Žižkova 4", "CZ65 0800")
