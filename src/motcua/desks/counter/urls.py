"""Addresses of this desk."""

from django.urls import path

from motcua.desks.counter import (
    deed_pages,
    dossier_pages,
    filing_pages,
    form_pages,
    handover_pages,
    intake_pages,
    list_pages,
    mandate_pages,
    papers_pages,
)

app_name = "counter"
urlpatterns = [
    path("", list_pages.today, name="today"),
    path("danh-sach.csv", list_pages.export, name="export"),
    path("so-theo-doi.pdf", list_pages.register, name="register"),
    path("tiep-nhan/", intake_pages.intake, name="intake"),
    path("tiep-nhan/thu-tuc/", intake_pages.procedures, name="procedures"),
    path("tiep-nhan/noi/", intake_pages.places, name="places"),
    path("tiep-nhan/noi-tra/", intake_pages.return_units, name="return-units"),
    path("bo-sung/", papers_pages.pending, name="pending"),
    path("truc-tuyen/", filing_pages.filings, name="filings"),
    path("truc-tuyen/<int:dossier_id>/", filing_pages.filing, name="filing"),
    path("ban-giao/", papers_pages.papers, name="papers"),
    path("ban-giao/phieu.pdf", papers_pages.slip, name="slip"),
    path("dai-dien/", mandate_pages.mandates, name="mandates"),
    path("dai-dien/<int:mandate_id>/xac-nhan/", mandate_pages.mandate_confirm, name="mandate-confirm"),
    path("dai-dien/<int:mandate_id>/cham-dut/", mandate_pages.mandate_refuse, name="mandate-refuse"),
    path("tra-ket-qua/", handover_pages.results, name="results"),
    path("tra-ket-qua/<int:dossier_id>/", handover_pages.hand_over, name="hand-over"),
    path("bieu-mau/<int:form_id>.pdf", form_pages.issued_form, name="form"),
    path("tep/<int:component_id>/", dossier_pages.scan, name="scan"),
    path("ho-so/<int:dossier_id>/", dossier_pages.dossier, name="dossier"),
    path("ho-so/<int:dossier_id>/phieu-kiem-soat.pdf", dossier_pages.control_slip, name="control-slip"),
    path("ho-so/<int:dossier_id>/nhac/", dossier_pages.remind, name="remind"),
    path("ho-so/<int:dossier_id>/thong-bao/<int:request_id>/", dossier_pages.notify, name="notify"),
    path("ho-so/<int:dossier_id>/nghia-vu/<int:obligation_id>/", dossier_pages.obligation_met, name="obligation"),
    path("ho-so/<int:dossier_id>/phi/<int:fee_id>/", dossier_pages.fee_paid, name="fee"),
    path("ho-so/<int:dossier_id>/buoc/<int:task_id>/", dossier_pages.step_done, name="step"),
    path("ho-so/<int:dossier_id>/hoan-thien/", deed_pages.complete_dossier, name="complete"),
    path("ho-so/<int:dossier_id>/bo-sung/<int:request_id>/", deed_pages.supplement, name="supplement"),
    path("ho-so/<int:dossier_id>/dung/", deed_pages.stop, name="stop"),
    path("ho-so/<int:dossier_id>/sai-sot/", deed_pages.error, name="error"),
]
