from django.urls import path

from caruso.screens.search import views

urlpatterns = [
    path("search", views.palette, name="palette"),
    path("search/apart", views.apart, name="search_apart"),
    path("search/results", views.results, name="results"),
    path("<screen:screen>/lookup", views.look_up, name="lookup"),
]
