"""Addresses of paying fees online."""

from django.urls import path

from motcua.desks.citizen import payment_pages

patterns = [
    path("t/<str:code>/<str:key>/nop-phi/", payment_pages.pay, name="pay"),
    path("thanh-toan/bao/", payment_pages.callback, name="pay-callback"),
]
