from django.urls import path

from caruso.screens.history import views

urlpatterns = [
    path("<screen:screen>/<int:number>/history", views.show_history, name="history"),
    path("<screen:screen>/<int:number>/history/restore", views.restore_value, name="restore_value"),
]
