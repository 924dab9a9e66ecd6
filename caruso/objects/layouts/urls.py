"""Addresses of the screen builder."""

from django.urls import path

from caruso.objects.layouts import previewing, views

app_name = "layouts"
urlpatterns = [
    path("office/screens", views.all_screens, name="screens"),
    path("office/screens/versions/<int:number>/restore", views.restore, name="restore"),
    path("office/screens/<str:object>/<slug:face>", views.build, name="build"),
    path("office/screens/<str:object>/<slug:face>/preview", previewing.preview, name="preview"),
    path("office/screens/<str:object>/<slug:face>/condition", views.condition, name="condition"),
    path("office/screens/<str:object>/<slug:face>/reset", views.reset, name="reset"),
]
