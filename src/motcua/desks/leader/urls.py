"""Addresses of this desk."""

from django.urls import URLPattern

app_name = "leader"
urlpatterns: list[URLPattern] = []
