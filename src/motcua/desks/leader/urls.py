"""Addresses of this desk."""

from django.urls import path

from motcua.desks.leader import assignments, signing, today

app_name = "leader"
urlpatterns = [
    path("", today.today, name="today"),
    path("phan-cong/", assignments.assignments, name="assignments"),
    path("ky/", signing.signing, name="signing"),
    path("xin-loi-hen-lai/", signing.apologies, name="apologies"),
]
