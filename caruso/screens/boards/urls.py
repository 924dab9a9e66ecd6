from django.urls import path

from caruso.screens.boards import views

urlpatterns = [
    path("<screen:screen>/board", views.show_board, name="board"),
    path("<screen:screen>/board/move", views.move_card, name="move"),
]
