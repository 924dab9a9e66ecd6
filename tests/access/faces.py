"""Every address of a screen: what it is about, which rights it needs, and how it is asked."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from caruso.screens.description import Screen
from tests.access.scene import Scene, form_of, text_field

Of = Callable[[Scene], Any]


def nothing(scene: Scene) -> Any:
    return {}


def always(screen: Screen) -> bool:
    return True


@dataclass(frozen=True)
class Face:
    """`rights` must reach the record that `on` names, or anything at all where it names none."""

    address: str
    method: str = "GET"
    rights: tuple[str, ...] = ("view",)
    on: str = ""
    arguments: Callable[[Scene], tuple[Any, ...]] = lambda scene: ()
    data: Of = nothing
    query: str = ""
    json: bool = False
    exists: Callable[[Screen], bool] = always
    #: A right without which the record is not even looked for.
    first: str = ""
    #: Whether a success leaves something written; a GET never does.
    writes: bool = False

    def __str__(self) -> str:
        return f"{self.method} {self.address}{self.query}"


def page(address: str, query: str = "", **more: Any) -> Face:
    return Face(address, query=query, **more)


def of_record(address: str, *rights: str, query: str = "", **more: Any) -> Face:
    return Face(address, rights=rights or ("view",), on="record", arguments=_number, query=query, **more)


def post(address: str, *rights: str, **more: Any) -> Face:
    return Face(address, "POST", rights, **{"writes": True, **more})


def post_record(address: str, *rights: str, on: str = "record", **more: Any) -> Face:
    number = _number_binned if on == "binned" else _number
    return Face(address, "POST", rights, on, **{"arguments": number, "writes": True, **more})


def _number(scene: Scene) -> tuple[Any, ...]:
    return (scene.record.pk,)


def _number_binned(scene: Scene) -> tuple[Any, ...]:
    return (scene.binned.pk,)


def _field(scene: Scene) -> tuple[Any, ...]:
    return (scene.record.pk, text_field(scene.screen))


def _verb(scene: Scene) -> tuple[Any, ...]:
    return (scene.record.pk, scene.screen.actions[0].verb if has_verbs(scene.screen) else "nothing")


def _new(scene: Scene) -> dict[str, Any]:
    return form_of(scene.screen, scene.owner)


def _changed(scene: Scene) -> dict[str, Any]:
    return {**_new(scene), text_field(scene.screen): "Changed"}


def _pair(scene: Scene) -> str:
    return f"{scene.record.pk},{scene.sibling.pk}"


def _other_lane(scene: Scene) -> dict[str, Any]:
    if not scene.screen.board:
        return {}
    lane = scene.screen.board.lane
    other = next(value for value, _label in scene.screen.field(lane).choices if value != getattr(scene.record, lane))
    return {"id": scene.record.pk, "lane": other}


def _one_field_of_many(scene: Scene) -> dict[str, Any]:
    name = text_field(scene.screen)
    return {"row": [scene.record.pk], "field": name, name: "In bulk"}


def has_board(screen: Screen) -> bool:
    return screen.board is not None


def has_calendar(screen: Screen) -> bool:
    return screen.calendar is not None


def has_schedule(screen: Screen) -> bool:
    return screen.schedule is not None


def has_matching(screen: Screen) -> bool:
    return bool(screen.matching)


def is_mergeable(screen: Screen) -> bool:
    return screen.mergeable


def has_quick(screen: Screen) -> bool:
    return bool(screen.quick)


def is_creatable(screen: Screen) -> bool:
    return screen.creatable


def is_importable(screen: Screen) -> bool:
    return screen.importable


def has_picture(screen: Screen) -> bool:
    return bool(screen.picture)


#: Screens whose verbs need more than a bare record (lines, an address, a reminder that is due); their rooms test them.
NEEDING_MORE = {"orders", "payments", "handovers", "reminders"}


def has_verbs(screen: Screen) -> bool:
    return bool(screen.actions) and screen.slug not in NEEDING_MORE


def _operation(scene: Scene) -> dict[str, Any]:
    values = {text_field(scene.screen): "In bulk"}
    return {"operations": [{"op": "update", "id": scene.record.pk, "version": "*", "values": values}]}


def _text_in_json(scene: Scene) -> dict[str, Any]:
    return {text_field(scene.screen): "Changed"}


def _picture() -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(content, "PNG")
    return SimpleUploadedFile("face.png", content.getvalue(), "image/png")


_MOMENT = {"start": "2026-05-05T10:00:00", "end": "2026-05-05T11:00:00"}
_WEEK = "?start=2026-05-04&end=2026-05-11&whose=all"

FACES = (
    page("list"),
    page("columns"),
    post("columns", "view", data=lambda scene: {"column": list(scene.screen.columns)}, writes=False),
    page("filter"),
    post("filter", "view", data=lambda scene: {"text": ""}, writes=False),
    page("filter_row", "?prefix=g0-r0"),
    page("lookup", "?q=typ"),
    page("save_view"),
    post("save_view", "view", data=lambda scene: {"name": "Ours", "address": "?sort=name"}),
    post("keep_width", "view", data=lambda scene: {"field": scene.screen.title, "width": "100"}),
    post("update_view", "view", arguments=lambda scene: (scene.view.pk,), data=lambda scene: {"address": "?q=x"}),
    post("remove_view", "view", arguments=lambda scene: (scene.view.pk,)),
    page("board", exists=has_board),
    post_record("move", "edit", arguments=lambda scene: (), data=_other_lane, exists=has_board),
    page("calendar", exists=has_calendar),
    page("calendar_events", _WEEK, exists=has_calendar),
    post_record("move_event", "edit", data=lambda scene: _MOMENT, exists=has_calendar),
    page("schedule", exists=has_schedule),
    page("schedule", "?scale=quarters&group=none", exists=has_schedule),
    page("new", rights=("create",), exists=is_creatable),
    post("new", "create", data=_new, exists=is_creatable),
    post("sections", "create", data=_new, writes=False, exists=is_creatable),
    post("asked", "create", data=_new, writes=False, exists=is_creatable),
    page("quick", rights=("create",), exists=has_quick),
    post("quick", "create", data=_new, exists=has_quick),
    of_record("record"),
    of_record("peek"),
    of_record("hover"),
    of_record("late_panels"),
    of_record("timeline"),
    of_record("history"),
    of_record("edit", "edit"),
    post_record("edit", "edit", data=_changed),
    post_record("sections_of", "edit", data=_changed, writes=False),
    Face("field", on="record", arguments=_field, query="?show"),
    Face("field", rights=("edit",), on="record", arguments=_field),
    post_record("field", "edit", arguments=_field, data=_changed),
    post_record(
        "restore_value",
        "edit",
        data=lambda scene: {"event": scene.last_change.pk, "field": text_field(scene.screen)},
    ),
    post_record("do", "edit", arguments=_verb, exists=has_verbs),
    post_record("picture", "edit", data=lambda scene: {"file": _picture()}, exists=has_picture),
    post_record("delete", "delete"),
    page("bin"),
    post_record("restore", "delete", on="binned"),
    post_record("destroy", "destroy", on="binned"),
    page("ask_bulk_edit", rights=("edit", "bulk")),
    post("bulk_edit", "edit", "bulk", data=_one_field_of_many),
    post("bulk_delete", "delete", "bulk", data=lambda scene: {"row": [scene.record.pk]}),
    post("possible_duplicates", "view", data=_new, writes=False),
    page("duplicates", exists=has_matching),
    post_record(
        "dismiss_duplicates",
        "edit",
        arguments=lambda scene: (),
        data=lambda scene: {"records": _pair(scene)},
        exists=has_matching,
    ),
    post_record(
        "propose_duplicates_again",
        "edit",
        arguments=lambda scene: (),
        data=lambda scene: {"records": _pair(scene)},
        exists=has_matching,
    ),
    Face("merge", rights=("edit", "delete"), on="record", query="?records={pair}", exists=is_mergeable),
    Face("merge", "POST", ("edit", "delete"), "record", query="?records={pair}", exists=is_mergeable, writes=True),
    Face("preview_merge", "POST", ("edit", "delete"), "record", query="?records={pair}", exists=is_mergeable),
    page("merges"),
    post_record("undo_merge", "edit", "delete", arguments=lambda scene: (scene.merged.pk,)),
    page("import_into", rights=("create",), exists=is_importable),
    page("export", "?format=csv", rights=("export",)),
    page("api-list"),
    post("api-list", "create", data=_new, json=True, exists=is_creatable),
    page("api-schema"),
    post_record("api-bulk", "edit", first="bulk", arguments=lambda scene: (), data=_operation, json=True),
    of_record("api-record"),
    Face("api-record", "PATCH", ("edit",), "record", _number, _text_in_json, json=True, writes=True),
    Face("api-record", "DELETE", ("delete",), "record", _number, writes=True),
    post_record("api-restore", "delete", on="binned", json=True),
    of_record("api-events"),
    post_record(
        "api-merge",
        "edit",
        "delete",
        data=lambda scene: {"others": [scene.sibling.pk]},
        json=True,
        exists=is_mergeable,
    ),
    post_record("api-undo-merge", "edit", "delete", arguments=lambda scene: (scene.merged.pk,), json=True),
)
