"""Every address of the house; each room brings its own."""

from django.urls import include, path

urlpatterns = [
    path("people/", include("allauth.urls")),
    path("", include("caruso.kernel.urls")),
    path("", include("caruso.ui.office.urls")),
    path("", include("caruso.ui.urls")),
    path("", include("caruso.objects.layouts.urls")),
    path("", include("caruso.objects.urls")),
    path("", include("caruso.customers.urls")),
    path("", include("caruso.sales.urls")),
    path("", include("caruso.objects.mapped.urls")),
    path("", include("caruso.screens.urls")),
]
