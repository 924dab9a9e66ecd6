from django.urls import path

from caruso.screens.forms import views

urlpatterns = [
    path("<screen:screen>/new", views.new, name="new"),
    path("<screen:screen>/<int:number>/edit", views.edit, name="edit"),
]
