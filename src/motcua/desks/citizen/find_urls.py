"""Addresses of finding: search, life events, start pages, what one needs."""

from django.urls import path

from motcua.desks.citizen import find_pages, needs_pages, start_pages

patterns = [
    path("thu-tuc/", find_pages.search, name="search"),
    path("su-kien/<str:event>/", find_pages.event, name="life-event"),
    path("thu-tuc/<str:code>/", start_pages.procedure, name="procedure"),
    path("thu-tuc/<str:code>/can-gi/", needs_pages.questions, name="needs"),
    path("thu-tuc/<str:code>/can-gi/danh-sach/", needs_pages.needs_list, name="needs-list"),
    path("thu-tuc/<str:code>/can-gi/danh-sach.pdf", needs_pages.needs_pdf, name="needs-pdf"),
]
