"""What the machine interface answers before an operation is reached."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from motcua.api.problems import problem
from motcua.kernel.reference import one_look

PREFIX = "/api/"
Handler = Callable[[HttpRequest], HttpResponse]


class MachineMiddleware:
    """HEAD is GET without a body; a method that an address does not know is a problem like any other."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PREFIX):
            return self.get_response(request)
        is_head = request.method == "HEAD"
        if is_head:
            request.method = "GET"
        with one_look():
            response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            response = _not_allowed(request, response["Allow"])
        if is_head:
            response["Content-Length"] = str(len(response.content))
            response.content = b""
        return response


def _not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    methods = {method.strip() for method in allowed.split(",")}
    if "GET" in methods:
        methods.add("HEAD")
    told = ", ".join(sorted(methods))
    response = problem(request, 405, "MethodNotAllowed", f"This address knows: {told}.")
    response["Allow"] = told
    return response
