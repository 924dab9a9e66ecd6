"""The kernel's tables."""

from caruso.kernel.models.api_token import ApiToken
from caruso.kernel.models.attachment import Attachment
from caruso.kernel.models.custom_field import CustomField
from caruso.kernel.models.event import Event, TimelineEntry
from caruso.kernel.models.exchange_rate import ExchangeRate
from caruso.kernel.models.job import Job
from caruso.kernel.models.notification import Notification
from caruso.kernel.models.number_series import NumberSeries
from caruso.kernel.models.organisation import Organisation
from caruso.kernel.models.record import Record, RecordQuerySet
from caruso.kernel.models.role import Role
from caruso.kernel.models.tag import Tag, Tagging
from caruso.kernel.models.team import Team
from caruso.kernel.models.user import User

__all__ = [
    "ApiToken",
    "Attachment",
    "CustomField",
    "Event",
    "ExchangeRate",
    "Job",
    "Notification",
    "NumberSeries",
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
