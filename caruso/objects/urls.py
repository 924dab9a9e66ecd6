"""The modeller's pages."""

from django.urls import path

from caruso.objects.views import bins, converting, fields, model_files, moved, objects, overview, restoring, rights

app_name = "objects"
urlpatterns = [
    path("office/objects", overview.all_objects, name="all"),
    path("office/objects/graph", overview.graph, name="graph"),
    path("office/objects/new", objects.new_object, name="new"),
    path("office/objects/bin", bins.in_bin, name="bin"),
    path("office/objects/model.yaml", model_files.take_along, name="take_along"),
    path("office/objects/bring-in", model_files.bring_in, name="bring_in"),
    path("office/objects/templates/<slug:name>", model_files.use_blueprint, name="blueprint"),
    path("office/objects/log/<int:number>/<slug:name>", restoring.restore, name="restore_setting"),
    path("office/objects/fields/<int:number>", fields.one_field, name="field"),
    path("office/objects/fields/<int:number>/kind", converting.change_kind, name="field_kind"),
    path("office/objects/fields/<int:number>/place", converting.take_place_back, name="field_place"),
    path("office/objects/fields/<int:number>/away", fields.put_away, name="field_away"),
    path("office/objects/fields/<int:number>/back", bins.take_field, name="field_back"),
    path("office/objects/fields/<int:number>/destroy", bins.destroy_one_field, name="destroy_field"),
    path("office/objects/<str:object>", fields.one_object, name="object"),
    path("office/objects/<str:object>/settings", objects.settings, name="settings"),
    path("office/objects/<str:object>/rights", rights.rights, name="rights"),
    path("office/objects/<str:object>/fields/new", fields.new_field, name="new_field"),
    path("office/objects/<str:object>/fields/where", fields.where_of_roll_up, name="roll_up_where"),
    path("office/objects/<str:object>/fields/move", fields.move, name="move_field"),
    path("office/objects/<str:object>/away", objects.put_away, name="object_away"),
    path("office/objects/<str:object>/back", bins.take_object, name="object_back"),
    path("office/objects/<str:object>/destroy", bins.destroy_one_object, name="destroy"),
    # Where fields used to be; people have these addresses in their bookmarks.
    path("office/fields", moved.all_fields),
    path("office/fields/<int:number>", moved.one_field),
    path("office/fields/<str:object>/new", moved.new_field),
]
