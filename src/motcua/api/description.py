"""The OpenAPI description: what the interface answers, problems included."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from motcua.api.problems import PROBLEM_TYPE, STATUSES, Problem


class DescribedAPI(NinjaAPI):
    """An interface whose description tells for every operation which problems it may answer with."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        described = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        described["components"]["schemas"]["Problem"] = Problem.model_json_schema()
        for path in described["paths"].values():
            for operation in path.values():
                _add_problems(operation)
        return described


def _add_problems(operation: dict[str, Any]) -> None:
    responses = {str(status): answer for status, answer in operation["responses"].items()}
    for status, description in STATUSES.items():
        if _may_answer(operation, status):
            responses[str(status)] = {
                "description": description,
                "content": {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
            }
    operation["responses"] = responses


def _may_answer(operation: dict[str, Any], status: int) -> bool:
    if status in {413, 415}:
        return "requestBody" in operation
    return status not in {403, 404, 409} or "security" in operation
