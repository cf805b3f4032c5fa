"""The mapping of an identity provider's claims, read once."""

from functools import cache
from pathlib import Path

import yaml
from django.conf import settings

from motcua.directory.rules.citizens import check_mapping

SHIPPED = Path(__file__).with_name("claims.yaml")


@cache
def claims_mapping() -> dict[str, tuple[str, ...]]:
    """Field → claims, from `MOTCUA_OIDC_CLAIMS` or the file that comes with motcua. Raises MappingNotUsable."""
    path = Path(settings.OIDC_CLAIMS) if settings.OIDC_CLAIMS else SHIPPED
    return check_mapping(yaml.safe_load(path.read_text(encoding="utf-8")))
