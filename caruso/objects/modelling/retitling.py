"""Naming the records that are there by a title that is new, or as people had named them before: by a worker, some hundreds
at a time."""

from typing import Any

from caruso.kernel import rows
from caruso.kernel.jobs import JobKind, job_kind, start
from caruso.kernel.models import User
from caruso.kernel.objects import business_object
from caruso.kernel.written import Written, tell_keepers
from caruso.objects.modelled.record import TYPED_NAME
from caruso.objects.models import ModelledObject

AT_ONCE = 200


def retitle(definition: ModelledObject, *, by: User) -> None:
    """Have every record named anew; where people have always typed the names there is nothing to do."""
    if definition.title or definition.keeps_typed_names:
        start(Retitling.name, by=by, title=definition.label_plural, object=definition.key)


@job_kind
class Retitling(JobKind):
    """Goes through the records by their numbers. Nobody has changed anything, so no version rises and nothing is told."""

    name = "objects.retitling"

    def prepare(self, job: Any) -> None:
        job.cursor = {"after": 0}
        job.total = self._records(job).count()

    def step(self, job: Any) -> bool:
        records = list(
            self._records(job).filter(pk__gt=job.cursor["after"]).order_by("pk").select_for_update()[:AT_ONCE]
        )
        if records:
            self._name(records)
            job.cursor = {"after": records[-1].pk}
            job.done += len(records)
        return len(records) < AT_ONCE

    def _records(self, job: Any) -> Any:
        return business_object(job.parameters["object"]).model.objects.all()  # type: ignore[attr-defined]

    def _name(self, records: list[Any]) -> None:
        kept = ["name", TYPED_NAME] if records[0].KEEPS_TYPED_NAMES else ["name"]
        before = {record.pk: [getattr(record, name) for name in kept] for record in records}
        for record in records:
            if not record.HAS_TITLE:
                record.take_typed_name_back()
            record.derive()
        written = [record for record in records if [getattr(record, name) for name in kept] != before[record.pk]]
        if written:
            rows.update(written, [*kept, "name_key"])
        renamed = [record for record in written if record.name != before[record.pk][0]]
        if renamed:
            changes: Any = [{"name": [before[record.pk][0], record.name]} for record in renamed]
            tell_keepers(Written(renamed[0].described, "change", renamed, changes))
