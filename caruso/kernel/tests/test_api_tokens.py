"""A token acts for its person, with no more than its role."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from caruso.kernel.models import ApiToken, Role

pytestmark = pytest.mark.django_db


def test_the_secret_is_not_kept_and_finds_its_person(cast):
    token, secret = ApiToken.objects.issue(cast.petra, "Shop")
    found = ApiToken.objects.authenticate(secret)
    assert found == token and found.person == cast.petra and found.last_used_at
    assert secret not in str(ApiToken.objects.values())
    assert ApiToken.objects.authenticate(secret + "x") is None
    assert ApiToken.objects.authenticate("") is None


def test_a_role_narrows_what_the_token_may(cast):
    reader = Role.objects.get(name="Reader")
    _token, secret = ApiToken.objects.issue(cast.anna, "Report", role=reader)
    person = ApiToken.objects.authenticate(secret).person
    assert person.access.scope("customers.account", "view") == "all"
    assert not person.access.may("customers.account", "edit") and not person.access.administers


def test_a_role_that_one_has_not_cannot_be_lent(cast):
    with pytest.raises(ValidationError):
        ApiToken.objects.issue(cast.petra, "More", role=Role.objects.get(name="Administrator"))
    assert not ApiToken.objects.exists()


def test_a_token_ends_with_its_time_its_role_and_its_person(cast):
    role = Role.objects.get(name="Representative")
    _one, lent = ApiToken.objects.issue(cast.petra, "Lent", role=role)
    _two, late = ApiToken.objects.issue(cast.petra, "Late", expires_at=timezone.now() - timedelta(seconds=1))
    _three, plain = ApiToken.objects.issue(cast.petra, "Plain")
    assert ApiToken.objects.authenticate(late) is None
    cast.petra.roles.clear()
    assert ApiToken.objects.authenticate(lent) is None
    cast.petra.is_active = False
    cast.petra.save()
    assert ApiToken.objects.authenticate(plain) is None
