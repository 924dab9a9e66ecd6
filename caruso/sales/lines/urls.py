from django.urls import path

from caruso.sales.lines import views
from caruso.screens import addresses  # noqa: F401  `<screen:…>` in addresses

urlpatterns = [path("<screen:screen>/<int:number>/lines", views.edit_lines, name="lines")]
