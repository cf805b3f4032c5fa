"""Errors as problem details. Source: RFC 9457."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import Http404
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from motcua.kernel.refusal import Refusal
from motcua.kernel.wording import plain_words_of


def problem(
    request: HttpRequest, status: int, title: str, detail: str, extra: Mapping[str, Any] | None = None
) -> HttpResponse:
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, "instance": request.path}
    response = JsonResponse(body | dict(extra or {}), status=status, content_type="application/problem+json")
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


def install(api: NinjaAPI) -> None:
    """Answer every error of the interface with problem details."""

    @api.exception_handler(Refusal)
    def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
        details = {key: _plain(value) for key, value in refusal.details.items()}
        extra = {"code": refusal.message_id, "details": details}
        return problem(request, refusal.status, refusal.message_id, plain_words_of(refusal), extra)

    @api.exception_handler(ValidationError)
    def not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        errors = [{"loc": list(fault["loc"]), "msg": fault["msg"], "type": fault["type"]} for fault in error.errors]
        detail = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in errors)
        return problem(request, 422, "RequestNotValid", detail, {"code": "RequestNotValid", "errors": errors})

    @api.exception_handler(AuthenticationError)
    def not_known(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        detail = "The token is missing, wrong or has lapsed. Ask for a new one at /api/v1/token."
        return problem(request, 401, "TokenNotValid", detail, {"code": "TokenNotValid"})

    @api.exception_handler(Http404)
    def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem(request, 404, "NotFound", "There is nothing at this address.", {"code": "NotFound"})

    @api.exception_handler(HttpError)
    def other(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(request, error.status_code, "RequestNotPossible", str(error), {"code": "RequestNotPossible"})


def _plain(value: object) -> object:
    if isinstance(value, str | int | float | bool | None):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    return str(value)
