"""Keeping, taking back and resetting arrangements. Only who administers may."""

from django.db import transaction

from caruso.kernel.events.administration import record_administration
from caruso.kernel.models import Role, User
from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.people.administering import lock_administration, require_administrator
from caruso.objects.layouts.content import Content
from caruso.objects.models import Layout, LayoutVersion


class LayoutChanged(Exception):
    """Somebody else has saved the arrangement since it was read; `latest` is what that one saved."""

    def __init__(self, latest: LayoutVersion) -> None:
        super().__init__(str(latest))
        self.latest = latest


def save_layout(
    object: str, face: str, role: Role | None, content: Content | None, *, by: User, version: int
) -> Layout:
    """Keep the content, None for what is shipped, as a new version; `version` is the one that the writer saw.

    Raises LayoutChanged for an older one.
    """
    require_administrator(by)
    with transaction.atomic():
        lock_administration()
        layout, _made = Layout.objects.get_or_create(object=object, face=face, role=role)
        if version != layout.version and (latest := layout.versions.first()) is not None:
            raise LayoutChanged(latest)
        if layout.content != content:
            layout.content, layout.version = content, layout.version + 1
            layout.save()
            LayoutVersion.objects.create(layout=layout, number=layout.version, content=content, by=by)
            kind = "reset" if content is None else "changed"
            record_administration(layout, kind, by=by, object=object, face=face, role=role.pk if role else None)
            current_organisation().schema_changed()
    return layout


def reset_layout(layout: Layout, *, by: User, version: int) -> None:
    """Back to what is shipped; the versions stay."""
    save_layout(layout.object, layout.face, layout.role, None, by=by, version=version)


def restore_version(chosen: LayoutVersion, *, by: User, version: int) -> None:
    """Make an earlier version the present one, as a new version."""
    layout = chosen.layout
    save_layout(layout.object, layout.face, layout.role, chosen.content, by=by, version=version)
