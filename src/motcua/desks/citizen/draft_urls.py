"""Addresses of drafts and of what was filed."""

from django.urls import path

from motcua.desks.citizen import draft_begin_pages, draft_filing_pages, draft_pages, draft_paper_pages

patterns = [
    path("nop/<str:code>/", draft_begin_pages.begin, name="draft-begin"),
    path("n/<str:code>/<str:key>", draft_begin_pages.entry, name="draft-entry"),
    path("ban-nhap/", draft_begin_pages.drafts, name="drafts"),
    path("ban-nhap/mo/", draft_begin_pages.open_page, name="draft-open"),
    path("ban-nhap/<str:code>/", draft_pages.draft, name="draft"),
    path("ban-nhap/<str:code>/trang/<str:page>/", draft_pages.page, name="draft-page"),
    path("ban-nhap/<str:code>/luu/<str:page>/", draft_pages.autosave, name="draft-autosave"),
    path("ban-nhap/<str:code>/giay-to/<str:component>/", draft_paper_pages.paper, name="draft-paper"),
    path("ban-nhap/<str:code>/tep/<int:upload_id>/<int:number>/", draft_paper_pages.picture, name="draft-picture"),
    path("ban-nhap/<str:code>/quay-lai/", draft_begin_pages.keep, name="draft-keep"),
    path("ban-nhap/<str:code>/roi-thiet-bi/", draft_begin_pages.leave, name="draft-leave"),
    path("ban-nhap/<str:code>/kiem-tra/", draft_filing_pages.check, name="draft-check"),
    path("ban-nhap/<str:code>/cam-doan/", draft_filing_pages.declare, name="draft-declare"),
    path("ban-nhap/<str:code>/da-nop/", draft_filing_pages.filed, name="draft-filed"),
    path("ban-nhap/<str:code>/da-nop.pdf", draft_filing_pages.filed_pdf, name="draft-filed-pdf"),
    path("ban-nhap/<str:code>/to-khai.pdf", draft_filing_pages.declaration_pdf, name="draft-declaration-pdf"),
    path("ban-nhap/<str:code>/da-nop.ics", draft_filing_pages.filed_calendar, name="draft-filed-calendar"),
]
