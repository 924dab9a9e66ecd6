"""The kernel's tables."""

from caruso.kernel.models.attachment import Attachment
from caruso.kernel.models.custom_field import CustomField
from caruso.kernel.models.event import Event, TimelineEntry
from caruso.kernel.models.job import Job
from caruso.kernel.models.organisation import Organisation
from caruso.kernel.models.record import Record, RecordQuerySet
from caruso.kernel.models.role import Role
from caruso.kernel.models.tag import Tag, Tagging
from caruso.kernel.models.team import Team
from caruso.kernel.models.user import User

__all__ = [
    "Attachment",
    "CustomField",
    "Event",
    "Job",
    "Organisation",
    "Record",
    "RecordQuerySet",
    "Role",
    "Tag",
    "Tagging",
    "Team",
    "TimelineEntry",
    "User",
]
