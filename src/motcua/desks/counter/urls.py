"""Addresses of this desk."""

from django.urls import path

from motcua.desks.counter import form_pages, intake_pages

app_name = "counter"
urlpatterns = [
    path("tiep-nhan/", intake_pages.intake, name="intake"),
    path("tiep-nhan/thu-tuc/", intake_pages.procedures, name="procedures"),
    path("tiep-nhan/noi/", intake_pages.places, name="places"),
    path("tiep-nhan/noi-tra/", intake_pages.return_units, name="return-units"),
    path("bieu-mau/<int:form_id>.pdf", form_pages.issued_form, name="form"),
]
