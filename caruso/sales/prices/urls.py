from django.urls import path

from caruso.sales.prices import views

urlpatterns = [path("price-lists/<int:number>/prices", views.edit_prices, name="prices")]
