"""Errors as problem details. Source: RFC 9457."""

from collections.abc import Mapping
from typing import Annotated, Any

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.http.response import Http404
from django.utils.translation import gettext, override
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import ConfigDict, Field

from motcua.catalogue.rules.forms import AnswerFault, sentence_of
from motcua.dossiers.rules.refusals import AnswersNotValid
from motcua.kernel.refusal import Refusal
from motcua.kernel.wording import plain_words_of

PROBLEM_TYPE = "application/problem+json"
STATUSES = {
    400: "The request cannot be read",
    401: "No token, or one that does not hold",
    403: "The token's scopes or its account's roles do not allow this",
    404: "There is no such thing, or the caller may not see it",
    409: "The rules do not allow the act as things stand; `code` names the refusal, `detail` says what to do",
    413: "The request is too large",
    415: "Content of this type is not taken",
    422: "Something in the request is missing, unknown or not possible",
    503: "Not available for the moment: send it again after `Retry-After` seconds",
}
"""What each status means here."""


class Problem(Schema):
    """What is the matter and what to do."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: Annotated[int, Field(ge=400, le=599)]
    detail: str
    instance: str
    code: Annotated[str, Field(description="The refusal's name, e.g. `ComponentsMissing`; it stays the same")]
    details: Annotated[dict[str, Any], Field(description="The refusal's facts")] = {}
    errors: Annotated[
        list[dict[str, Any]],
        Field(
            description="Every fault found in the request. Of answers of an e-form: `path` of the field, e.g. "
            "`children[1].name`, the schema's keyword as `rule`, and `text` in `vi` and `en`"
        ),
    ] = []


def problem(
    request: HttpRequest, status: int, code: str, detail: str, extra: Mapping[str, Any] | None = None
) -> HttpResponse:
    body = {
        "type": "about:blank",
        "title": code,
        "status": status,
        "detail": detail,
        "instance": request.path,
        "code": code,
    }
    response = JsonResponse(body | dict(extra or {}), status=status, content_type=PROBLEM_TYPE)
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    details = {key: _plain(value) for key, value in refusal.details.items()}
    extra: dict[str, Any] = {"details": details}
    if isinstance(refusal, AnswersNotValid):
        extra["errors"] = [_told(fault) for fault in refusal.faults]
    return problem(request, refusal.status, refusal.message_id, plain_words_of(refusal), extra)


def _told(fault: AnswerFault) -> dict[str, Any]:
    """A fault of an answer by the path of its field, with what to do in both languages."""
    words = {}
    for language in ("vi", "en"):
        with override(language):
            words[language] = sentence_of(fault, gettext, language)
    return {"path": fault.path, "rule": fault.rule, "expected": fault.expected, "text": words}


def install(api: NinjaAPI) -> None:
    """Answer every error of the interface with problem details."""

    api.exception_handler(Refusal)(refused)

    @api.exception_handler(ValidationError)
    def not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        errors = [{"loc": list(fault["loc"]), "msg": fault["msg"], "type": fault["type"]} for fault in error.errors]
        detail = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in errors)
        return problem(request, 422, "RequestNotValid", detail, {"errors": errors})

    @api.exception_handler(AuthenticationError)
    def not_known(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        detail = "The token is missing, wrong or has lapsed. Ask for a new one at /api/v1/token."
        return problem(request, 401, "TokenNotValid", detail)

    @api.exception_handler(Http404)
    def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem(request, 404, "NotFound", "There is nothing at this address.")

    @api.exception_handler(RequestDataTooBig)
    def too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
        detail = "The request is too large. Send files one by one, and less text at once."
        return problem(request, 413, "RequestTooLarge", detail)

    @api.exception_handler(SuspiciousOperation)
    @api.exception_handler(BadRequest)
    @api.exception_handler(MultiPartParserError)
    def not_readable(request: HttpRequest, error: Exception) -> HttpResponse:
        detail = "The request cannot be read. Check that its body is what its Content-Type says."
        return problem(request, 400, "RequestNotReadable", detail)

    @api.exception_handler(HttpError)
    def other(request: HttpRequest, error: HttpError) -> HttpResponse:
        # the framework wraps whatever the parser raises
        cause = error.__cause__
        if isinstance(cause, Refusal):
            return refused(request, cause)
        if isinstance(cause, RequestDataTooBig):
            return too_big(request, cause)
        if error.status_code == 400:
            return not_readable(request, error)
        return problem(request, error.status_code, "RequestNotPossible", str(error))


def _plain(value: object) -> object:
    if isinstance(value, str | int | float | bool | None):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    return str(value)
