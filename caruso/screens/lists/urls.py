from django.urls import path

from caruso.screens.lists import views

urlpatterns = [
    path("<screen:screen>/", views.show_list, name="list"),
    path("<screen:screen>/columns", views.choose_columns, name="columns"),
]
