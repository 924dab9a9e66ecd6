"""Keeps `Tagging`, the index of tags, equal to what the records say."""

from caruso.kernel import rows
from caruso.kernel.models.tag import Tag, Tagging
from caruso.kernel.text import fold
from caruso.kernel.written import Written


def keep(written: Written) -> None:
    """Write the taggings of the records just written; runs in their transaction."""
    if "tags" not in written.object.built_in_fields:
        return
    touched = [record for record, changes in written.pairs() if changes is None or "tags" in changes]
    if written.verb == "create":
        touched = [record for record in touched if record.tags]
    if not touched:
        return
    key = written.object.key
    if written.verb != "create":
        Tagging.objects.filter(object=key, record__in=[record.pk for record in touched]).delete()
    if written.verb == "destroy":
        return
    tags = tags_named({name for record in touched for name in record.tags})
    rows.insert_values(
        Tagging,
        ("tag_id", "object", "record"),
        [(tags[fold(name)].pk, key, record.pk) for record in touched for name in record.tags],
        ignore_conflicts=True,
    )


def tags_named(names: set[str]) -> dict[str, Tag]:
    """The tags with these names, made where missing, by folded name."""
    folded = {fold(name): name for name in names}
    known = {tag.folded: tag for tag in Tag.objects.filter(folded__in=folded)}
    if missing := [Tag(name=name, folded=key) for key, name in folded.items() if key not in known]:
        Tag.objects.bulk_create(missing, ignore_conflicts=True)
        known = {tag.folded: tag for tag in Tag.objects.filter(folded__in=folded)}
    return known
