"""Addresses of a citizen's own dossiers."""

from django.urls import path

from motcua.desks.citizen import own_pages

patterns = [
    path("cong-dan/ho-so/<int:dossier_id>/", own_pages.own_dossier, name="own-dossier"),
    path("cong-dan/ho-so/<int:dossier_id>/bieu-mau/<int:form_id>.pdf", own_pages.own_form, name="own-form"),
    path("cong-dan/ho-so/<int:dossier_id>/giay-to/<int:component_id>/", own_pages.own_paper, name="own-paper"),
    path("cong-dan/ho-so/<int:dossier_id>/dung/", own_pages.own_stop, name="own-stop"),
]
