"""The pages on which tables that exist are made business objects."""

from django.urls import path

from caruso.objects.mapped.views import databases, mapping, rows

app_name = "mapped"
urlpatterns = [
    path("databases/", databases.all_databases, name="databases"),
    path("databases/new", databases.new, name="new_database"),
    path("databases/<int:number>", databases.one, name="database"),
    path("databases/<int:number>/settings", databases.change, name="change_database"),
    path("databases/<int:number>/remove", databases.remove, name="remove_database"),
    path("databases/<int:number>/map", mapping.map_table, name="map_table"),
    path("databases/objects/<slug:name>", mapping.change, name="mapped_object"),
    path("databases/objects/<slug:name>/away", mapping.put_away, name="put_away"),
    path("databases/objects/<slug:name>/back", mapping.take_back, name="take_back"),
    path("databases/rows/<slug:name>/<int:link>/<int:number>", rows.rows, name="rows"),
    path("databases/rows/<slug:name>/by/<slug:relation>/<int:number>", rows.leading, name="leading"),
    path("databases/rows/<slug:name>/by/<slug:relation>/<int:link>/<int:number>", rows.reached, name="reached"),
]
