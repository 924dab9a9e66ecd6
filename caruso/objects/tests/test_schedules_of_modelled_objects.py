"""An object with two days, chosen in its settings, has a schedule like one that is built in."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caruso.kernel.models import User
from caruso.objects.modelling.fields import add_field
from caruso.objects.models import ModelledObject
from caruso.objects.tests.pages import record

pytestmark = pytest.mark.django_db


def settings(claims: ModelledObject, **chosen: Any) -> dict[str, Any]:
    claims.refresh_from_db()
    names = {"labels_en": "Claim", "plurals_en": "Claims", "icon": "shield", "colour": "coral"}
    return {**names, "version": claims.version, "step": "apply", **chosen}


def test_two_days_chosen_in_the_settings_make_a_schedule(office: Client, claims: ModelledObject, anna: User) -> None:
    for label in ("Reported on", "Settled on"):
        add_field(claims.key, "date", {"en": label}, by=anna)
    page = reverse("objects:settings", args=[claims.key])
    assert office.get("/claims/schedule").status_code == 404
    office.post(page, settings(claims, schedule_start="reported_on"))
    assert office.get("/claims/schedule").status_code == 404, "one day is none"
    chosen = {"schedule_start": "reported_on", "schedule_end": "settled_on", "board_lane": "state"}
    assert office.post(page, settings(claims, **chosen)).status_code == 302
    days = {"reported_on": date(2033, 3, 1), "settled_on": date(2033, 4, 30)}
    made = record(claims, anna, name="Hail", state="paid", **days)
    shown = office.get("/claims/schedule?start=2033-03-01").content.decode()
    assert re.search(rf'class="plan \w+" href="/claims/{made.pk}"', shown), "in the colour of its lane"
    assert "Hail" in shown and "1 Mar 2033 – 30 Apr 2033" in shown
    assert "/claims/schedule" in office.get("/claims/").content.decode()
