from django.urls import path

from caruso.screens.forms import field_views, quick_views, views

urlpatterns = [
    path("<screen:screen>/quick", quick_views.quick_create, name="quick"),
    path("<screen:screen>/new", views.new, name="new"),
    path("<screen:screen>/<int:number>/edit", views.edit, name="edit"),
    path("<screen:screen>/<int:number>/field/<slug:name>", field_views.edit_field, name="field"),
]
