"""Addresses of this desk."""

from django.urls import path

from motcua.desks.citizen import draft_urls, tracking_pages
from motcua.desks.citizen.find_urls import patterns as find_patterns
from motcua.desks.citizen.mandate_urls import patterns as mandate_patterns
from motcua.desks.citizen.own_urls import patterns as own_patterns
from motcua.desks.citizen.payment_urls import patterns as payment_patterns

app_name = "citizen"
urlpatterns = [
    path("tra-cuu/", tracking_pages.track, name="track"),
    path("t/<str:code>/<str:key>", tracking_pages.progress, name="progress"),
    *find_patterns,
    *mandate_patterns,
    *payment_patterns,
    *own_patterns,
    *draft_urls.patterns,
]
