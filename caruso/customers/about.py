"""What an activity is about: a contact, an account, or a record of a later room, such as an opportunity."""

from collections.abc import Mapping
from typing import Any

from caruso.customers.models import Account, Contact
from caruso.kernel.objects import business_object

#: The links that an activity has of its own; every other object is named in `about_object` and `about_record`.
LINKS: Mapping[str, Any] = {"contact": Contact, "account": Account}


def link_to(record: Any) -> dict[str, Any]:
    """The columns of an activity that lead to this record: `{"contact": 12}`."""
    name = record._meta.model_name
    if LINKS.get(name) is type(record):
        return {name: record.pk}
    return {"about_object": record._meta.label_lower, "about_record": record.pk}


def point_at(activity: Any, record: Any) -> None:
    """Have the activity be about this record, and about the customer that the record belongs to."""
    for name, value in link_to(record).items():
        setattr(activity, f"{name}_id" if name in LINKS else name, value)
    for name in LINKS:
        if not getattr(activity, f"{name}_id"):
            setattr(activity, f"{name}_id", getattr(record, f"{name}_id", None))


def model_about(object: str) -> Any:
    """The model of an object that activities can be about, if it shows its next one; None otherwise."""
    try:
        model = business_object(object).model
    except KeyError:
        return None
    return model if any(column.name == "next_activity_at" for column in model._meta.concrete_fields) else None
