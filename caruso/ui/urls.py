from django.urls import path

from caruso.ui import views
from caruso.ui.styleguide import pages

app_name = "ui"
urlpatterns = [
    path("preferences/look", views.look, name="look"),
    path("styleguide/", pages.index, name="styleguide"),
    path("styleguide/<slug:page>", pages.prototype, name="prototype"),
]
