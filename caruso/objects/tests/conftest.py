"""The administrator's browser, and the first object of the firm."""

import pytest
from django.test import Client

from caruso.kernel.models import User
from caruso.objects.modelling.fields import add_field
from caruso.objects.modelling.objects import make_object
from caruso.objects.models import ModelledObject


@pytest.fixture
def office(anna: User) -> Client:
    client = Client()
    client.force_login(anna)
    return client


@pytest.fixture
def claims(anna: User) -> ModelledObject:
    definition = make_object({"en": "Claim"}, {"en": "Claims"}, by=anna)
    add_field(definition.key, "text", {"en": "Subject"}, by=anna)
    add_field(definition.key, "choice", {"en": "State"}, by=anna, choices=["New", "Paid"])
    return definition
