"""Bringing some hundreds of rows in at once, with a constant number of queries."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from caruso.kernel.asking import must_be_filled, out_of_sight
from caruso.kernel.models import Event, User
from caruso.kernel.rows import blank
from caruso.kernel.values import put
from caruso.screens.description import Screen
from caruso.screens.links import value_of
from caruso.screens.matching.keys import Keyed, keys_of
from caruso.screens.transfer.importing import outcomes
from caruso.screens.transfer.importing.colleagues import resolve_people
from caruso.screens.transfer.importing.gathering import Gathered
from caruso.screens.transfer.importing.links import Links
from caruso.screens.transfer.importing.outcomes import Outcome
from caruso.screens.transfer.importing.plan import Plan
from caruso.screens.transfer.importing.rows import RowReader, defaults
from caruso.screens.transfer.importing.sameness import Found, Namesakes, found_in_store
from caruso.screens.transfer.importing.target import Target, write
from caruso.screens.transfer.reading import SourceRow


@dataclass(slots=True)
class Row:
    """A row on its way: what was read, what it would be as a record and by which keys that would be matched, whom it
    means, and what became of it."""

    gathered: Gathered
    outcome: Outcome
    draft: Any = None
    keys: Mapping[int, Keyed] = field(default_factory=dict)
    found: Found | None = None
    target: Target | None = None
    overwrite: bool = False


class ChunkImporter:
    """Brings chunks of rows in for one import; `dry` only says what would become of them.

    After each chunk `also_made` holds what was made besides, as (object, number).
    """

    def __init__(self, screen: Screen, plan: Plan, user: User, *, run: int, dry: bool = False) -> None:
        self.screen, self.plan, self.user, self.run, self.dry = screen, plan, user, run, dry
        self.reader = RowReader(plan, screen, user)
        self.defaults = defaults(plan, self.reader)
        self.default_tags = self.defaults.pop("tags", [])
        self.required = [one for one in self.reader.fields.values() if one.required]
        self.asks_sometimes = any(one.required_when for one in screen.object.fields.values())
        self.refused_values: Callable[..., dict[str, Any]]
        self.refused_values = getattr(screen.model, "refused_values", _nothing_refused)
        self.namesakes = Namesakes(screen, plan)
        self.also_made: list[tuple[str, int]] = []

    def read(self, source: list[SourceRow]) -> list[Row]:
        """What the rows say. Asks the database nothing, so that it can be done ahead while others write."""
        rows = []
        for gathered in map(self.reader.read, source):
            rows.append(Row(gathered, Outcome(gathered.number, messages=gathered.messages)))
        return rows

    def bring_in(self, rows: list[Row]) -> list[Outcome]:
        """What became of each row, in their order."""
        links = Links(self.screen, self.user, self.run, self.plan.make_links and not self.dry)
        resolve_people([row.gathered for row in rows])
        links.resolve([row.gathered for row in rows])
        links.resolve_several([row.gathered for row in rows])
        usable = [row for row in rows if self._is_usable(row)]
        targets = self._targets(usable)
        going = [row for row in usable if row.target]
        if not self.dry:
            links.make_missing([row.gathered for row in going if self._wants_links(row)])
        for row in going:
            self._take(row, links)
        if self.dry:
            _tell_matches(going)
        else:
            write(targets, by=self.user, run=self.run)
        self.also_made = links.made
        return [row.outcome for row in rows]

    def _is_usable(self, row: Row) -> bool:
        gathered = row.gathered
        self._refuse_values(gathered)
        if gathered.bad and self.plan.bad_cells == "leave":
            return False
        if not gathered.values and not gathered.links:
            gathered.messages.append(("", _("There is nothing in this row to import.")))
            return False
        if self.default_tags:
            gathered.values["tags"] = list(dict.fromkeys([*gathered.values.get("tags", ()), *self.default_tags]))
        return True

    def _refuse_values(self, gathered: Gathered) -> None:
        """As the object refuses them by themselves; told beside the column that they come from."""
        for name, said in self.refused_values(gathered.values, anywhere=True).items():
            value = gathered.values.pop(name)
            header = next((one.header for one in self.plan.columns if one.path == name), "")
            gathered.refuse(header, ValidationError("“%(value)s”: %(said)s", params={"value": value, "said": said}))

    def _targets(self, rows: list[Row]) -> list[Target]:
        """Decide of each row which record it goes to, if any; rows that mean the same record share a target."""
        for row in rows:
            row.draft = self._draft(row.gathered)
        if self.dry or self.plan.looks_for_records:
            self._find(rows)
        numbers = {row.found.number for row in rows if row.found and row.found.visible}
        stored = self._stored(numbers)
        editable = self._editable(numbers)
        own = self._made_by_this_import(numbers)
        targets: dict[int, Target] = {}
        made: list[Target] = []
        for row in rows:
            if row.found:
                self._go_to_stored(row, stored, editable, own, targets)
            elif earlier := self._earlier(row):
                row.target = earlier
                row.outcome.outcome = outcomes.MERGED
                row.outcome.messages.append(("", _("The same as row %(row)d.") % {"row": earlier.first}))
            elif self._may_be_made(row):
                row.target = Target(row.draft, True, row.gathered.number, keys=row.keys)
                row.outcome.outcome = outcomes.CREATED
                made.append(row.target)
            if row.target and not row.found:
                self.namesakes.remember(row.keys, row.target)
        self.namesakes.forget()
        return [*made, *targets.values()]

    def _find(self, rows: list[Row]) -> None:
        """Find whom the rows mean. One that is to be another record all the same is only told whom it could mean."""
        for row in rows:
            row.keys = keys_of(self.screen, row.draft)
        for row, found in zip(rows, found_in_store(self.screen, self.plan, self.user, rows), strict=True):
            row.outcome.match = found.number if found and found.visible else None
            row.found = None if self._is_another(row) else found

    def _is_another(self, row: Row) -> bool:
        return self.plan.policy_of(row.gathered.number) == "create"

    def _earlier(self, row: Row) -> Target | None:
        return None if self._is_another(row) else self.namesakes.earlier(row.draft, row.keys)

    def _draft(self, gathered: Gathered) -> Any:
        record = blank(self.screen.model)
        fields = self.reader.fields
        for name, value in gathered.values.items():
            put(record, fields[name], value)
        for name, value in self.defaults.items():
            if name not in gathered.values:
                put(record, fields[name], value)
        record.derive()
        return record

    def _go_to_stored(
        self, row: Row, stored: dict[int, Any], editable: set[int], own: set[int], targets: dict[int, Target]
    ) -> None:
        """What a row does that means a record there already."""
        found = row.found
        assert found is not None
        row.outcome.outcome = outcomes.SKIPPED
        if not found.visible or found.number not in stored:
            row.outcome.messages.append(("", _("This is a record that you may not see.")))
            return
        row.outcome.record = found.number
        is_own = found.number in own
        policy = self.plan.policy_of(row.gathered.number)
        if policy == "skip" and not is_own:
            row.outcome.messages.append(("", _("It is there already (%(why)s).") % {"why": found.why}))
        elif found.number not in editable:
            row.outcome.messages.append(("", _("It is there already, and your role does not let you change it.")))
        else:
            record = stored[found.number]
            row.overwrite = policy == "overwrite" and not is_own
            row.target = targets.setdefault(found.number, Target(record, False, row.gathered.number))
            row.outcome.outcome = outcomes.MERGED if is_own else outcomes.UPDATED

    def _may_be_made(self, row: Row) -> bool:
        if not self.user.access.may(self.screen.key, "create"):
            row.outcome.messages.append(("", _("It would be new, and your role does not let you create.")))
            return False
        missing = [one for one in self.required if self._is_empty(row.draft, one) and not one.given_default]
        if any(one.visible_when for one in missing):
            unseen = out_of_sight(row.draft)
            missing = [one for one in missing if one.name not in unseen]
        wanted = must_be_filled(row.draft) if self.asks_sometimes else ()
        missing += [one for one in self.reader.fields.values() if one.name in wanted and self._is_empty(row.draft, one)]
        for one in dict.fromkeys(missing):
            row.outcome.messages.append(("", _("%(field)s is missing.") % {"field": str(one.label).capitalize()}))
        refused = [one for one in self._refused_of_required(row.gathered) if one not in missing]
        for one in refused:
            said = _("Without %(field)s as it should be no record is made.")
            row.outcome.messages.append(("", said % {"field": str(one.label).capitalize()}))
        return not missing and not refused

    def _refused_of_required(self, gathered: Gathered) -> list[Any]:
        """Fields that must be filled in and were, with what cannot be taken: what they begin with does not stand in for it."""
        if not gathered.refused:
            return []
        names = {one.path for one in self.plan.columns if one.header in gathered.refused} - gathered.values.keys()
        return [one for one in self.required if one.name in names]

    def _is_empty(self, record: Any, field: Any) -> bool:
        return value_of(field, record) in (None, "", [])

    def _wants_links(self, row: Row) -> bool:
        """Whether records that the row names would be used: those of a record that has its own would not."""
        target = row.target
        assert target is not None
        return (
            row.outcome.outcome == outcomes.CREATED
            or row.overwrite
            or (
                not target.new
                and any(self._is_empty(target.record, self.reader.fields[name]) for name in row.gathered.links)
            )
        )

    def _take(self, row: Row, links: Links) -> None:
        """Put what the row says into its target."""
        assert row.target is not None
        if row.outcome.outcome == outcomes.CREATED:
            for name in row.gathered.links.keys() & row.gathered.values.keys():
                row.target.keys = None
                put(row.draft, self.reader.fields[name], row.gathered.values[name])
            row.target.rows.append(row.outcome)
            return
        says_something_new = row.target.take(row.gathered, row.outcome, self.reader.fields, links, row.overwrite)
        if not says_something_new and row.outcome.outcome == outcomes.UPDATED:
            row.outcome.outcome = outcomes.UNCHANGED

    def _stored(self, numbers: set[int]) -> dict[int, Any]:
        return self.screen.model.objects.visible_to(self.user).in_bulk(numbers) if numbers else {}

    def _editable(self, numbers: set[int]) -> set[int]:
        if not numbers:
            return set()
        records = self.screen.model.objects.visible_to(self.user, "edit").filter(pk__in=numbers)
        return set(records.values_list("pk", flat=True))

    def _made_by_this_import(self, numbers: set[int]) -> set[int]:
        """Those that an earlier row of the same file has made."""
        if not numbers or not self.run:
            return set()
        events = Event.objects.filter(object=self.screen.key, record__in=numbers, kind="imported")
        made = events.filter(data__import=self.run).exclude(data__has_key="changes")
        return set(made.values_list("record", flat=True))


def _nothing_refused(_values: Mapping[str, Any], *, anywhere: bool) -> dict[str, Any]:
    return {}


def _tell_matches(rows: list[Row]) -> None:
    """In a dry run nothing is written; the records that rows mean are told all the same."""
    for row in rows:
        if row.found:
            row.outcome.record = row.found.number
            row.outcome.messages.append(("", _("It is there already (%(why)s).") % {"why": row.found.why}))
