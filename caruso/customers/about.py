"""What an activity is about: a contact, an account, or a record of another room, such as an opportunity."""

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
            setattr(activity, f"{name}_id", _customer_of(record, name))


def _customer_of(record: Any, name: str) -> int | None:
    """The contact or account that a record belongs to: by the link that is called so, or else the first to such a one."""
    links = [column for column in record._meta.concrete_fields if column.related_model is LINKS[name]]
    links.sort(key=lambda column: column.name != name)
    return getattr(record, links[0].attname) if links else None


def model_about(object: str) -> Any:
    """The model of an object whose records remember their next activity; None for any other."""
    try:
        model = business_object(object).model
    except KeyError:
        return None
    return model if any(map(_is_moment, model._meta.concrete_fields)) else None


def _is_moment(column: Any) -> bool:
    """Not a field that an administrator called so."""
    return bool(column.name == "next_activity_at" and not column.editable)
