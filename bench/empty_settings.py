"""The settings of the installation, with one address more: an empty page behind the same middleware."""

from motcua.project.settings import *  # noqa: F403

ROOT_URLCONF = "empty_page"
