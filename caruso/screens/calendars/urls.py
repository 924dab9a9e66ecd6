from django.urls import path

from caruso.screens.calendars import views

urlpatterns = [
    path("<screen:screen>/calendar", views.show_calendar, name="calendar"),
    path("<screen:screen>/calendar/events", views.calendar_events, name="calendar_events"),
    path("<screen:screen>/calendar/<int:number>/move", views.move_event, name="move_event"),
]
