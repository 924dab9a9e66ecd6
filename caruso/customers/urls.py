"""The pages of customers that no description gives."""

from django.urls import path

from caruso.customers.views import completing, composing, greetings, home

app_name = "customers"
urlpatterns = [
    path("", home.home, name="home"),
    path("greetings", greetings.greetings, name="greetings"),
    path("activities/compose", composing.compose, name="compose"),
    path("activities/<int:number>/complete", completing.complete, name="complete"),
    path("activities/<int:number>/reopen", completing.reopen, name="reopen"),
]
