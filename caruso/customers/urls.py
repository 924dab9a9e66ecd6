"""The pages of customers that no description gives."""

from django.urls import path

from caruso.customers.views import (
    calendar_feed,
    colleagues,
    completing,
    composing,
    feed_page,
    greetings,
    home,
    organisation_chart,
)

app_name = "customers"
urlpatterns = [
    path("", home.home, name="home"),
    path("colleagues", colleagues.colleagues, name="colleagues"),
    path("greetings", greetings.greetings, name="greetings"),
    path("activities/compose", composing.compose, name="compose"),
    path("activities/<int:number>/complete", completing.complete, name="complete"),
    path("activities/<int:number>/reopen", completing.reopen, name="reopen"),
    path("accounts/<int:number>/organisation", organisation_chart.organisation_chart, name="organisation_chart"),
    path("calendar-feed", feed_page.feed_page, name="feed"),
    path("calendar-feed/renew", calendar_feed.renew_feed, name="renew_feed"),
    path("calendar-feed/<str:token>/caruso.ics", calendar_feed.calendar_feed, name="calendar_feed"),
]
