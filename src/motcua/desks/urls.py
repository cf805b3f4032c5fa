"""Addresses of the pages, in Vietnamese without marks."""

from django.urls import include, path

from motcua.desks import views
from motcua.desks.citizen import find_pages
from motcua.desks.citizen.own_pages import own_desk
from motcua.desks.identity.urls import patterns as identity_patterns

urlpatterns = [
    path("", find_pages.home, name="home"),
    path("dang-nhap/", views.sign_in_page, name="sign-in"),
    path("dang-xuat/", views.sign_out_page, name="sign-out"),
    path("ban-lam-viec/", views.desk, name="desk"),
    path("cong-dan/", own_desk, name="citizen-desk"),
    *identity_patterns,
    path("", include("motcua.desks.citizen.urls")),
    path("quay/", include("motcua.desks.counter.urls")),
    path("xu-ly/", include("motcua.desks.officer.urls")),
    path("lanh-dao/", include("motcua.desks.leader.urls")),
    path("kiem-soat/", include("motcua.desks.steward.urls")),
]
