from django.urls import path

from caruso.screens.filters import views

urlpatterns = [
    path("<screen:screen>/filter", views.build, name="filter"),
    path("<screen:screen>/filter/row", views.row, name="filter_row"),
]
