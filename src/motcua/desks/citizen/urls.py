"""Addresses of this desk."""

from django.urls import path

from motcua.desks.citizen import tracking_pages

app_name = "citizen"
urlpatterns = [
    path("tra-cuu/", tracking_pages.track, name="track"),
    path("t/<str:code>/<str:key>", tracking_pages.progress, name="progress"),
]
