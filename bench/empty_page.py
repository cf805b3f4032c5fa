"""An empty page, so that pages can be compared with what the server itself costs."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from motcua.project import urls


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


urlpatterns = [path("empty/", empty), *urls.urlpatterns]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
