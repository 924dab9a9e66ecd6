"""What an address names."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from caruso.kernel.models import CustomField
from caruso.kernel.objects import BusinessObject, business_object
from caruso.objects.models import ModelledObject
from caruso.screens.description import screens


def described_at(object: str) -> BusinessObject:
    """A business object in use that has a screen; others are no business of the modeller's."""
    if object not in {screen.key for screen in screens()}:
        raise Http404
    return business_object(object)


def definition_of(object: str) -> ModelledObject | None:
    """The definition of a modelled object in use, none for a built-in one."""
    if not object.startswith("objects."):
        return None
    return get_object_or_404(ModelledObject, name=object.removeprefix("objects."), archived_at=None)


def definition_at(object: str) -> ModelledObject:
    """The definition of a modelled object, also one in the bin."""
    if not object.startswith("objects."):
        raise Http404
    return get_object_or_404(ModelledObject, name=object.removeprefix("objects."))


def field_at(number: int) -> CustomField:
    return get_object_or_404(CustomField, pk=number)


def fields_of(object: str) -> list[CustomField]:
    return list(CustomField.objects.filter(object=object, archived_at=None))
