from django.urls import path

from caruso.screens.merging import views

urlpatterns = [
    path("<screen:screen>/merge", views.merge_records, name="merge"),
    path("<screen:screen>/merge/preview", views.preview, name="preview_merge"),
    path("<screen:screen>/merges", views.show_merges, name="merges"),
    path("<screen:screen>/merges/<int:number>/undo", views.undo_merge, name="undo_merge"),
]
