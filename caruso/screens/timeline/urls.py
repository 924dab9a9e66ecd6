from django.urls import path

from caruso.screens.timeline import views

urlpatterns = [path("<screen:screen>/<int:number>/timeline", views.show_timeline, name="timeline")]
