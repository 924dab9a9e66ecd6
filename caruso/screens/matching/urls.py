from django.urls import path

from caruso.screens.matching import views

urlpatterns = [
    path("<screen:screen>/possible-duplicates", views.possible_duplicates, name="possible_duplicates"),
    path("<screen:screen>/duplicates", views.show_duplicates, name="duplicates"),
    path("<screen:screen>/duplicates/dismiss", views.dismiss, name="dismiss_duplicates"),
    path("<screen:screen>/duplicates/propose-again", views.propose_again, name="propose_duplicates_again"),
]
