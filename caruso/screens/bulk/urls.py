from django.urls import path

from caruso.screens.bulk import views

urlpatterns = [
    path("bulk/<int:number>/undo", views.undo, name="undo_bulk"),
    path("<screen:screen>/bulk/ask", views.ask_edit, name="ask_bulk_edit"),
    path("<screen:screen>/bulk/edit", views.edit, name="bulk_edit"),
    path("<screen:screen>/bulk/delete", views.delete, name="bulk_delete"),
]
