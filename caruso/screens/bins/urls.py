from django.urls import path

from caruso.screens.bins import views

urlpatterns = [
    path("<screen:screen>/bin", views.show_bin, name="bin"),
    path("<screen:screen>/<int:number>/delete", views.put_in_bin, name="delete"),
    path("<screen:screen>/<int:number>/restore", views.restore, name="restore"),
    path("<screen:screen>/<int:number>/destroy", views.destroy, name="destroy"),
]
