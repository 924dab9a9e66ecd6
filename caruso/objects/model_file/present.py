"""The model that Caruso has: everything in use, nothing of what rests in the bin."""

from typing import Any

from caruso.kernel.models import CustomField, Role
from caruso.objects.mapped.models import MappedObject
from caruso.objects.model_file.model import FieldModel, MappedModel, Model, ObjectModel, ScreenModel
from caruso.objects.model_file.screens import to_file
from caruso.objects.modelling.settings import SETTINGS
from caruso.objects.models import Layout, ModelledObject
from caruso.objects.models.layout import Face


def present() -> Model:
    model = Model()
    for definition in ModelledObject.objects.filter(archived_at=None):
        settings = {name: getattr(definition, name) for name in SETTINGS}
        model.objects[definition.name] = ObjectModel(definition.name, definition.labels, definition.plurals, settings)
    for row in CustomField.objects.filter(archived_at=None):
        if row.object.startswith("objects."):
            if found := model.objects.get(row.object.removeprefix("objects.")):
                found.fields[row.name] = FieldModel.of(row)
        else:
            model.extended.setdefault(row.object, {})[row.name] = FieldModel.of(row)
    for mapped in MappedObject.objects.filter(archived_at=None).select_related("connection"):
        model.mapped[mapped.name] = mapped_model(mapped)
    for role in Role.objects.order_by("name"):
        if rights := _rights(role, model):
            model.rights[role.name] = rights
    _add_screens(model)
    return model


def mapped_model(definition: MappedObject) -> MappedModel:
    fields = {}
    for one in definition.fields:
        said = {name: one[name] for name in ("column", "kind", "labels")}
        said |= {name: one[name] for name in ("target", "codes") if one.get(name)}
        fields[one["name"]] = said
    computed = {
        one["name"]: {name: one[name] for name in ("labels", "formula", "result")} for one in definition.computed
    }
    return MappedModel(
        definition.name, definition.connection.name, definition.table, definition.key_column, definition.labels,
        definition.plurals, definition.title, definition.writable, fields, computed, [dict(one) for one in definition.links],
        definition.in_search,
    )  # fmt: skip


def _rights(role: Role, model: Model) -> dict[str, Any]:
    """What the role may with the firm's own objects, and which of the fields added to built-in ones it does not have."""
    known = model.own
    found: dict[str, Any] = {}
    for key in sorted(role.rights):
        if key in known:
            found[key] = role.rights[key]
        elif own := model.extended.get(key):
            kept = role.rights[key].get("fields", {})
            if fields := {name: right for name, right in kept.items() if name in own}:
                found[key] = {"fields": fields}
    return found


def _add_screens(model: Model) -> None:
    faces = list(Face)
    rows: list[Layout] = list(Layout.objects.exclude(content=None).select_related("role"))
    rows.sort(key=lambda one: (one.object, faces.index(Face(one.face)), one.role.name if one.role else ""))
    for layout in rows:
        role, content = layout.role.name if layout.role else "", layout.content or {}
        try:
            one = ScreenModel(layout.object, layout.face, role, to_file(layout.object, layout.face, content))
        except KeyError:
            continue  # of an object in the bin, with which it comes back
        model.screens[one.key] = one
