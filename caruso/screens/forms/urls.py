from django.urls import path

from caruso.screens.forms import asked_views, field_views, quick_views, section_views, views

urlpatterns = [
    path("<screen:screen>/quick", quick_views.quick_create, name="quick"),
    path("<screen:screen>/asked", asked_views.asked, name="asked"),
    path("<screen:screen>/new", views.new, name="new"),
    path("<screen:screen>/new/sections", section_views.absent_sections, name="sections"),
    path("<screen:screen>/<int:number>/edit/sections", section_views.absent_sections, name="sections_of"),
    path("<screen:screen>/<int:number>/edit", views.edit, name="edit"),
    path("<screen:screen>/<int:number>/field/<slug:name>", field_views.edit_field, name="field"),
]
