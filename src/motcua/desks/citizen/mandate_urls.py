"""Addresses of mandates."""

from django.urls import path

from motcua.desks.citizen import mandate_pages

patterns = [
    path("cong-dan/thay-mat/", mandate_pages.mandates, name="mandates"),
    path("cong-dan/thay-mat/them/", mandate_pages.mandate_add, name="mandate-add"),
    path("cong-dan/thay-mat/<int:mandate_id>/cham-dut/", mandate_pages.mandate_end, name="mandate-end"),
]
