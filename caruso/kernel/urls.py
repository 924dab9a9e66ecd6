"""The kernel's own addresses."""

from django.urls import path

from caruso.kernel.files import views as files

app_name = "kernel"
urlpatterns = [
    path("files/<int:number>/thumbnail/<int:size>", files.small_picture, name="thumbnail"),
    path("files/<int:number>/remove", files.remove_file, name="remove_file"),
    path("files/<int:number>/<str:name>", files.one_file, name="file"),
    path("files/<str:object>/<int:number>", files.add_files, name="add_files"),
]
