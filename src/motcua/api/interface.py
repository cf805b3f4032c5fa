"""The machine interface, version 1: its addresses and its OpenAPI description."""

from typing import Any

from django.http import HttpRequest
from ninja import Form

from motcua.api import acts, catalogue, dossiers, files, problems, schemas
from motcua.api.auth import TOKEN_SECONDS, Bearer, issue_token
from motcua.api.bodies import StrictParser
from motcua.api.description import DescribedAPI

DESCRIPTION = """
Receive, read and work on dossiers. Ask for a token with client credentials; a token carries scopes, and its account
sees only the dossiers in which one of its agencies takes part. Errors are problem details (RFC 9457).
""".strip()

interface = DescribedAPI(
    title="motcua",
    version="1.0",
    description=DESCRIPTION,
    auth=Bearer(),
    parser=StrictParser(),
    docs_url=None,
    urls_namespace="api-v1",
)
problems.install(interface)
for part in (dossiers, acts, files, catalogue):
    interface.add_router("", part.router)


@interface.post("/token", auth=None, response=schemas.TokenOut, tags=["token"], operation_id="issueToken")
def token(request: HttpRequest, given: Form[schemas.TokenIn]) -> dict[str, Any]:
    """Exchange client credentials for a token (OAuth 2.0, RFC 6749 section 4.4)."""
    access_token, scopes = issue_token(given.client_id, given.client_secret, given.scope)
    return {"access_token": access_token, "expires_in": TOKEN_SECONDS, "scope": " ".join(scopes)}
