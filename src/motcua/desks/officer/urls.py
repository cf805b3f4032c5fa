"""Addresses of this desk: what is done is a noun, and a POST to it does it."""

from django.urls import path

from motcua.desks.officer import act_pages, dossier_pages, search_page, worklist

app_name = "officer"
urlpatterns = [
    path("", worklist.worklist, name="worklist"),
    path("danh-sach.csv", worklist.worklist_file, name="worklist-file"),
    path("tim/", search_page.search_page, name="search"),
    path("ho-so/<int:dossier_id>/", dossier_pages.dossier_page, name="dossier"),
    path("ho-so/<int:dossier_id>/to-khai.pdf", dossier_pages.declaration, name="declaration"),
    path("ho-so/<int:dossier_id>/tep/<int:file_id>/", dossier_pages.file_page, name="file"),
    path("ho-so/<int:dossier_id>/tep/<int:file_id>/ban-tai/", dossier_pages.file_copy, name="file-copy"),
    path("ho-so/<int:dossier_id>/tep/<int:file_id>/trang/<int:number>/", dossier_pages.file_picture, name="picture"),
    path("ho-so/<int:dossier_id>/bieu-mau/<int:form_id>/", dossier_pages.form_copy, name="form"),
    *act_pages.patterns(),
]
