"""Fixtures for every room's tests."""

from tests.browser import _browser, _server, page, phone, plain_page, site

__all__ = ["_browser", "_server", "page", "phone", "plain_page", "site"]
