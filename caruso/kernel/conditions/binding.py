"""Values of a condition read for the field that they are compared with."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from caruso.kernel.conditions.bound import Comparison, Period
from caruso.kernel.conditions.operators import Operator
from caruso.kernel.conditions.relative_dates import relative_days
from caruso.kernel.conditions.returning import KIND as RETURNING
from caruso.kernel.conditions.returning import Returning, returning
from caruso.kernel.conditions.tree import Plain
from caruso.kernel.conditions.viewpoint import Viewpoint
from caruso.kernel.fields import Field
from caruso.kernel.fields.number_kinds import is_read_in_two_ways
from caruso.kernel.fields.time_kinds import date_from_text
from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.money.currencies import is_currency
from caruso.kernel.money.exchange import MissingRate, convert
from caruso.kernel.text import fold

ME = "me"
MY_TEAM = "my team"
MY_TEAMS = "my teams"
MINE = (ME, MY_TEAM, MY_TEAMS)
_FINEST = Decimal("0.0000000001")
_WITH_CURRENCY = re.compile(
    r"(?i)^(?P<before>[a-z]{3})?\s*(?P<amount>[-\d\s\u00a0\u202f.,]*\d)\s*(?P<behind>[a-z]{3})?$"
)


def bind_comparison(
    field: Field, operator: Operator, positive: str, values: Sequence[Plain], view: Viewpoint
) -> Comparison:
    """The comparison meant by an operator, whose `positive` form it is, and plain values.

    Raises ValidationError for a value that the field cannot have.
    """
    if operator.values == "none":
        return Comparison(positive)
    match field.kind.family:
        case "date" | "datetime":
            return _time(field, positive, values, view)
        case "link":
            people = [_links(field, value, view) for value in values]
            return Comparison("in", tuple(sorted({number for numbers in people for number in numbers})))
        case _:
            parsed = tuple(_parsed(field, positive, value, view) for value in values)
    if operator.values == "two":
        return Comparison("between", parsed)
    if operator.values == "many":
        return Comparison(positive, parsed)
    return Comparison("in", parsed) if positive == "=" else Comparison(positive, parsed[0])


def _parsed(field: Field, operator: str, value: Plain, view: Viewpoint) -> Any:
    """The value of one field of the families text, number, yes_no, choice, choices and links."""
    family, field = field.kind.family, field.with_retired
    if family in ("choices", "links", "records"):
        several = field.kind.parse([value], field)
        return several[0] if several else _nothing()
    if family == "text":
        # Part of an address or a number is not one yet; it is compared as it was typed.
        text = str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
        if not fold(text.strip()):
            _nothing()
        return _whole_text(field, text) if operator in ("=", "in") else text.strip()
    _refuse_two_ways(value, field)
    parsed = _amount(value, field, view) if field.kind.name == "money" else field.kind.parse(value, field)
    if isinstance(parsed, Decimal):
        return parsed.quantize(_FINEST)
    return _nothing() if parsed in (None, "") else parsed


def _refuse_two_ways(value: Plain, field: Field) -> None:
    """A condition is read by people of any language, and must say the same to each."""
    if field.kind.family == "number" and isinstance(value, str):
        found = _WITH_CURRENCY.match(value.strip())
        text = found["amount"] if found else value
        if is_read_in_two_ways(text):
            said = {"value": value, "whole": text.replace(",", ""), "parts": text.replace(",", ".")}
            raise ValidationError(_("“%(value)s” can be read in two ways: write %(whole)s or %(parts)s."), params=said)


def _amount(value: Plain, field: Field, view: Viewpoint) -> Any:
    """An amount, given with its currency (`50 000 USD`) at the day's rate in the firm's own."""
    found = _WITH_CURRENCY.match(value.strip()) if isinstance(value, str) and field.base_column else None
    currency = (found["before"] or found["behind"] or "").upper() if found else ""
    if found is None or not currency:
        return field.kind.parse(value, field)
    if not is_currency(currency):
        raise ValidationError(_("“%(value)s” is not a currency."), params={"value": currency})
    amount = field.kind.parse(found["amount"], field)
    try:
        return convert(amount, currency, current_organisation().currency, view.today)
    except MissingRate as problem:
        raise ValidationError(str(problem)) from None


def _whole_text(field: Field, text: str) -> str:
    try:
        value: str = field.kind.parse(text, field)
        return value
    except ValidationError:
        return text.strip()


def _nothing() -> Any:
    raise ValidationError(_("Give a value to compare with, or ask whether it is empty."))


def _links(field: Field, value: Plain, view: Viewpoint) -> set[int]:
    if field.kind.name in ("person", "team") and value in MINE:
        return _mine(field.kind.name, str(value), view)
    number = field.kind.parse(value, field)
    return {number} if number is not None else _nothing()


def _mine(kind: str, which: str, view: Viewpoint) -> set[int]:
    """The numbers of the people or teams meant by `me`, `my team` and `my teams` (with those below)."""
    from caruso.kernel.models.user import User

    if view.user is None:
        raise ValidationError(_("“%(value)s” needs a person who is looking."), params={"value": which})
    if which == ME:
        if kind == "team":
            raise ValidationError(_("A team is not a person; did you mean “my team”?"))
        return {view.user.pk}
    teams = view.user.access.teams if which == MY_TEAMS else {view.user.team_id} if view.user.team_id else set()
    return teams if kind == "team" else set(User.objects.filter(team__in=teams).values_list("pk", flat=True))


def _time(field: Field, operator: str, values: Sequence[Plain], view: Viewpoint) -> Comparison:
    if field.kind.name == RETURNING and operator in ("=", "within") and (days := _returning(values[0], view)):
        return Comparison("returns", days)
    periods = [_period(field, value, view) for value in values]
    first, last = periods[0], periods[-1]
    match operator:
        case "=" | "within":
            meant = first
        case "between":
            meant = Period(first.start, last.end)
        case "<":
            meant = Period(None, first.start)
        case "<=":
            meant = Period(None, first.end)
        case ">":
            meant = Period(first.end, None)
        case _:
            meant = Period(first.start, None)
    if operator != "within" and (None in (first.start, last.end) and operator != "="):
        raise ValidationError(_("“%(value)s” goes with “is within” only."), params={"value": values[0]})
    return Comparison("within", meant)


def _returning(value: Plain, view: Viewpoint) -> Returning | None:
    text = " ".join(str(value).split())
    try:
        return returning(text, view.today, current_organisation().fiscal_year_start)
    except (OverflowError, ValueError):
        raise ValidationError(_("“%(value)s” is beyond the calendar."), params={"value": text[:40]}) from None


def _period(field: Field, value: Plain, view: Viewpoint) -> Period:
    """The period that a date means: a day, a calendar period, or for an exact time its minute or second."""
    if value in (None, "") or isinstance(value, bool):
        _nothing()
    text = " ".join(str(value).split())
    try:
        days = relative_days(text.lower(), view.today, current_organisation().fiscal_year_start)
        if days is None and (day := date_from_text(text)):
            return _of_days(field, day, day + timedelta(days=1), view)
        if days is not None:
            return _of_days(field, days.start, days.end, view)
    except (OverflowError, ValueError):
        raise ValidationError(_("“%(value)s” is beyond the calendar."), params={"value": text[:40]}) from None
    if field.kind.family == "date":
        day = field.kind.parse(text, field)
        return Period(day, day + timedelta(days=1))
    moment: datetime = field.kind.parse(_with_zone(text, view), field)
    precision = timedelta(seconds=1) if moment.second or moment.microsecond else timedelta(minutes=1)
    return Period(moment, moment + precision)


def _of_days(field: Field, start: date | None, end: date | None, view: Viewpoint) -> Period:
    if field.kind.family == "date":
        return Period(start, end)
    return Period(start and view.midnight(start), end and view.midnight(end))


def _with_zone(text: str, view: Viewpoint) -> Any:
    """A time without a zone is one on the viewer's clock."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment if moment.tzinfo else moment.replace(tzinfo=view.zone)
