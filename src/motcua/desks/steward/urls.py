"""Addresses of this desk."""

from django.urls import URLPattern, path

from motcua.desks.steward import calendar_pages, catalogue_pages, edition_acts, route_pages, setting_pages

app_name = "steward"
urlpatterns: list[URLPattern] = [
    path("thu-tuc/", catalogue_pages.catalogue, name="catalogue"),
    path("thu-tuc/danh-muc.csv", catalogue_pages.catalogue_export, name="catalogue-export"),
    path("thu-tuc/nhap/", edition_acts.import_page, name="import"),
    path("thu-tuc/<str:code>/", catalogue_pages.procedure, name="procedure"),
    path("thu-tuc/<str:code>/so-sanh/", catalogue_pages.comparison, name="comparison"),
    path("thu-tuc/<str:code>/<int:number>/", catalogue_pages.edition, name="edition"),
    path("thu-tuc/<str:code>/<int:number>.yaml", catalogue_pages.edition_file, name="edition-file"),
    path("thu-tuc/<str:code>/<int:number>/cong-bo/", edition_acts.publish_page, name="publish"),
    path("thu-tuc/<str:code>/<int:number>/huy/", edition_acts.withdraw_page, name="withdraw"),
    path("quy-trinh/", route_pages.routes, name="routes"),
    path("quy-trinh/danh-sach.csv", route_pages.routes_export, name="routes-export"),
    path("quy-trinh/nhap/", route_pages.routes_import, name="routes-import"),
    path("quy-trinh/<int:route_id>/", route_pages.route, name="route"),
    path("quy-dinh/", setting_pages.settings, name="settings"),
    path("quy-dinh/<str:key>/", setting_pages.setting, name="setting"),
    path("lich/", calendar_pages.calendar, name="calendar"),
    path("lich/ban-moi/", calendar_pages.publish_page, name="calendar-publish"),
    path("lich/gio-lam-viec/", calendar_pages.schedule_add, name="schedule-add"),
    path("lich/gio-lam-viec/<int:schedule_id>/", calendar_pages.schedule_end, name="schedule-end"),
    path("lich/ngoai-le/", calendar_pages.override, name="override"),
]
