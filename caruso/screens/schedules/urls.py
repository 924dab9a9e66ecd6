from django.urls import path

from caruso.screens.schedules import views

urlpatterns = [path("<screen:screen>/schedule", views.show_schedule, name="schedule")]
