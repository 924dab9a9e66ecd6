from django.urls import path

from caruso.screens.records import picture_views, verb_views, views

urlpatterns = [
    path("<screen:screen>/<int:number>", views.show_record, name="record"),
    path("<screen:screen>/<int:number>/peek", views.peek, name="peek"),
    path("<screen:screen>/<int:number>/panels", views.late_panels, name="late_panels"),
    path("<screen:screen>/<int:number>/hover", views.hover, name="hover"),
    path("<screen:screen>/<int:number>/do/<slug:verb>", verb_views.do, name="do"),
    path("<screen:screen>/<int:number>/picture", picture_views.add_picture, name="picture"),
]
