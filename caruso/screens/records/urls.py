from django.urls import path

from caruso.screens.records import views

urlpatterns = [path("<screen:screen>/<int:number>", views.show_record, name="record")]
