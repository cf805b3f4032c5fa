"""Fixtures for every room's tests."""

from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.browser import _browser, _server, page, phone, plain_page, site

__all__ = ["_browser", "_server", "page", "phone", "plain_page", "site"]


# how fast an example runs says nothing about whether it is right
hypothesis_settings.register_profile("motcua", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("motcua")
