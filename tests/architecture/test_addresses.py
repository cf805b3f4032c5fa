"""Every address has a name and says who may open it; every answer carries the content security policy."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from motcua.desks.access import ANYONE, CITIZEN, SIGNED_IN
from motcua.directory.rules.roles import Permission

DRAFTS = {
    f"citizen:{name}"
    for name in (
        "drafts", "draft", "draft-begin", "draft-entry", "draft-open", "draft-page", "draft-autosave", "draft-paper",
        "draft-picture", "draft-keep", "draft-leave", "draft-check", "draft-declare", "draft-filed", "draft-filed-pdf",
        "draft-filed-calendar", "draft-declaration-pdf",
    )
}  # fmt: skip
"""Pages of drafts open to whoever holds the draft's key; tests/contract and tests/desks prove that nobody else does."""
PUBLIC = {
    "home",
    "sign-in",
    "sign-out",
    "account_login",
    "account_inactive",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "citizen-sign-in",
    "identity-refused",
    "handed-over",
    "openid_connect_login",
    "openid_connect_callback",
    "citizen:search",
    "citizen:life-event",
    "citizen:procedure",
    "citizen:needs",
    "citizen:needs-list",
    "citizen:needs-pdf",
    "citizen:track",
    "citizen:progress",
    "citizen:pay",
    "citizen:pay-callback",
    *DRAFTS,
}
"""Pages that open without signing in."""
MACHINE = "api"
"""Addresses of the machine interface say who may call them in their own way."""


def pages() -> Iterator[tuple[str, URLPattern]]:
    """Every page: its full name and its pattern."""
    yield from _below(get_resolver(), "")


def _below(resolver: URLResolver, namespace: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            if not str(pattern.pattern).startswith(MACHINE):
                yield from _below(pattern, inner)
        elif not str(pattern.pattern).startswith(MACHINE):
            yield f"{namespace}{pattern.name or ''}", pattern


def test_every_address_has_a_name() -> None:
    assert [str(pattern.pattern) for name, pattern in pages() if not pattern.name] == []


def test_names_are_given_once() -> None:
    names = [name for name, _ in pages()]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_every_page_says_who_may_open_it() -> None:
    known = {*Permission, SIGNED_IN, CITIZEN, ANYONE}
    assert [name for name, pattern in pages() if getattr(pattern.callback, "access", None) not in known] == []


def test_only_the_known_pages_are_public() -> None:
    public = {name for name, pattern in pages() if getattr(pattern.callback, "access", None) == ANYONE}
    assert public - PUBLIC == set()


def test_addresses_are_lower_case_words_that_end_with_a_slash_or_a_suffix() -> None:
    shape = re.compile(r"([a-z0-9-]+/|<[a-z]+:[a-z_]+>/?|<[a-z]+:[a-z_]+>\.[a-z]+|[a-z-]+\.[a-z]+)*")
    assert [str(pattern.pattern) for _, pattern in pages() if not shape.fullmatch(str(pattern.pattern))] == []


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/en/", "/dang-nhap/", "/ban-lam-viec/", "/khong-co/", "/api/khong-co"])
def test_every_answer_forbids_foreign_and_inline_code(client: Client, path: str) -> None:
    policy = client.get(path).headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
