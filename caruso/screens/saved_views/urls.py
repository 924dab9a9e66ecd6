from django.urls import path

from caruso.screens.saved_views import views

urlpatterns = [
    path("<screen:screen>/views/new", views.save_view, name="save_view"),
    path("<screen:screen>/views/width", views.keep_width, name="keep_width"),
    path("<screen:screen>/views/<int:number>/update", views.update_view, name="update_view"),
    path("<screen:screen>/views/<int:number>/remove", views.remove_view, name="remove_view"),
]
