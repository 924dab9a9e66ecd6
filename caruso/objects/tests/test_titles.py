"""A title by a formula takes the place of names that people typed, and gives it back."""

from typing import Any

import pytest
from django.test import Client

from caruso.kernel import jobs
from caruso.kernel.models import Job, User
from caruso.kernel.objects import business_object
from caruso.objects.modelling.objects import change_object
from caruso.objects.models import ModelledObject

pytestmark = pytest.mark.django_db


def retitle(claims: ModelledObject, title: str, by: User) -> None:
    change_object(claims, {"title": title}, by=by)
    for job in Job.objects.filter(kind="objects.retitling", state="waiting"):
        jobs.run(job.pk)


def made(claims: ModelledObject, by: User, **values: Any) -> Any:
    model: Any = business_object(claims.key).model
    return model(owner=by, **values).create(by=by)


def names(claims: ModelledObject) -> list[str]:
    model: Any = business_object(claims.key).model
    return list(model.objects.order_by("pk").values_list("name", flat=True))


def test_names_that_were_typed_come_back_when_the_title_goes(claims: ModelledObject, anna: User) -> None:
    made(claims, anna, name="Alpha", subject="Water")
    made(claims, anna, name="Beta", subject="Fire")
    retitle(claims, "subject", anna)
    assert names(claims) == ["Water", "Fire"]
    made(claims, anna, subject="Storm")
    retitle(claims, "subject & '!'", anna)
    assert names(claims) == ["Water!", "Fire!", "Storm!"]
    retitle(claims, "", anna)
    assert names(claims) == ["Alpha", "Beta", "Storm!"]


def test_so_they_do_a_second_time_with_what_was_typed_between(claims: ModelledObject, anna: User) -> None:
    made(claims, anna, name="Alpha", subject="Water")
    retitle(claims, "subject", anna)
    retitle(claims, "", anna)
    record: Any = business_object(claims.key).model.objects.get()
    record.change({"name": "Gamma"}, by=anna)
    retitle(claims, "subject", anna)
    assert names(claims) == ["Water"]
    retitle(claims, "", anna)
    assert names(claims) == ["Gamma"]


def test_a_name_is_kept_by_whoever_writes_before_the_worker_comes(claims: ModelledObject, anna: User) -> None:
    record = made(claims, anna, name="Alpha", subject="Water")
    change_object(claims, {"title": "subject"}, by=anna)
    again: Any = business_object(claims.key).model.objects.get(pk=record.pk)
    again.change({"subject": "Fire"}, by=anna)
    assert names(claims) == ["Fire"]
    retitle(claims, "", anna)
    assert names(claims) == ["Alpha"]


def test_the_preview_says_whose_names_give_way(claims: ModelledObject, anna: User, office: Client) -> None:
    made(claims, anna, name="Alpha")
    page = office.get(f"/office/objects/{claims.key}/settings").content.decode()
    assert "name_before_title" not in page
    given = {"labels_en": "Claim", "plurals_en": "Claims", "icon": "box", "colour": "violet", "title": "subject"}
    said = office.post(f"/office/objects/{claims.key}/settings", {**given, "step": "preview"}).content.decode()
    assert "1 record is named by the formula" in said and "stay as they are" not in said
    assert names(claims) == ["Alpha"]


def test_what_is_kept_is_no_field(claims: ModelledObject, anna: User, office: Client) -> None:
    record = made(claims, anna, name="Alpha", subject="Water")
    retitle(claims, "subject", anna)
    assert "name_before_title" not in business_object(claims.key).fields
    for address in (f"/claims/{record.pk}", f"/api/v1/claims/{record.pk}", "/claims/export?format=csv&all_fields=1"):
        text = b"".join(office.get(address)).decode()  # type: ignore[arg-type]
        assert "Water" in text and "Alpha" not in text
