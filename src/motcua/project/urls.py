"""Addresses of the whole house."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from motcua.api.interface import interface
from motcua.desks.identity.urls import provider_patterns

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", interface.urls),
    # one address in every language, since an identity provider knows it
    path("dinh-danh/", include(provider_patterns)),
    # Vietnamese without a prefix whatever the browser prefers, English under /en/
    *i18n_patterns(path("", include("motcua.desks.urls")), prefix_default_language=False),
]

handler400 = "motcua.project.pages.bad_request"
handler403 = "motcua.project.pages.not_allowed"
handler404 = "motcua.project.pages.not_found"
handler500 = "motcua.project.pages.failed"
