"""The part of the records that a target is about, as conditions of the database."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q

from caruso.kernel.models.organisation import current_organisation
from caruso.sales.insight.teams import TeamTree
from caruso.sales.models import Target


def part_of(target: Target, teams: TeamTree, account: str, prefix: str = "") -> Q:
    """Those of its person or team, in its territory."""
    about = Q()
    if target.owner_id:
        about = Q(**{f"{prefix}owner": target.owner_id})
    elif target.team_id:
        about = Q(**{f"{prefix}team__in": teams.below(target.team_id)})
    return about & Q(**{f"{account}country__in": target.territories}) if target.territories else about


def in_moments(target: Target, column: str) -> Q:
    """The firm's days from the first to the last, of a moment."""
    zone = ZoneInfo(current_organisation().time_zone)
    begin = datetime.combine(target.first_day, time(), zone)
    end = datetime.combine((target.last_day or target.first_day) + timedelta(days=1), time(), zone)
    return Q(**{f"{column}__gte": begin, f"{column}__lt": end})


def in_days(target: Target, column: str) -> Q:
    """The same of a day."""
    return Q(**{f"{column}__gte": target.first_day, f"{column}__lte": target.last_day})
