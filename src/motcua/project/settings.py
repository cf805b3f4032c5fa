"""Settings. Everything an installation may change comes from the environment; the defaults run on one machine."""

import contextlib
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from motcua.directory.rules.roles import ROLES_WITH_SECOND_FACTOR
from motcua.exchange.rules.vietqr import BankAccount
from motcua.kernel import embedded

PACKAGE = Path(__file__).resolve().parent.parent
HOME = embedded.home()


def _secret_key() -> str:
    """The key of this installation: `MOTCUA_SECRET_KEY`, else one made once and kept in `MOTCUA_HOME`."""
    if "MOTCUA_SECRET_KEY" in os.environ:
        return os.environ["MOTCUA_SECRET_KEY"]
    kept = HOME / "secret-key"
    if not kept.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        partial = HOME / f"secret-key.{os.getpid()}"
        partial.touch(mode=0o600)
        partial.write_text(secrets.token_urlsafe(48))
        with contextlib.suppress(FileExistsError):
            os.link(partial, kept)
        partial.unlink()
    return kept.read_text()


_PREPARING = {"prepare_threshold": 5}
"""Lets `kernel.statements` have its statements planned once per connection; the ORM's own are not prepared."""


def _database() -> dict[str, Any]:
    """`DATABASE_URL` (postgresql://user:password@host:port/name?option=value), else the embedded server."""
    common: dict[str, Any] = {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": _PREPARING,
        "TEST": {"NAME": os.environ.get("MOTCUA_TEST_DATABASE", "test_motcua")},
    }
    url = os.environ.get("DATABASE_URL")
    if url is None:
        return common | {"NAME": "motcua", "USER": "motcua", "HOST": str(embedded.socket_directory())}
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return common | {
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": _PREPARING | options,
    }


SECRET_KEY = _secret_key()
DEBUG = os.environ.get("MOTCUA_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("MOTCUA_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
BASE_URL = os.environ.get("MOTCUA_BASE_URL", "http://127.0.0.1:8000")
SECURE_COOKIES = BASE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
CSRF_TRUSTED_ORIGINS = [f"{urlsplit(BASE_URL).scheme}://{urlsplit(BASE_URL).netloc}"]
"""Behind a proxy that ends HTTPS, forms come from this origin although the request itself is plain."""

PORTALS = os.environ.get("MOTCUA_PORTALS", "https://dichvucong.gov.vn").split(",")
"""Origins of the portals that hand people over to this one, and to which a page may lead them back."""

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "motcua.kernel",
    "motcua.directory",
    "motcua.catalogue",
    "motcua.documents",
    "motcua.dossiers",
    "motcua.exchange",
    "motcua.desks",
    "motcua.api",
    "motcua.project",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "motcua.api.middleware.MachineMiddleware",
    "motcua.desks.hand_over.HandOverMiddleware",
    "motcua.desks.middleware.ActorMiddleware",
    "motcua.desks.middleware.RefusalMiddleware",
]
ROOT_URLCONF = "motcua.project.urls"
WSGI_APPLICATION = "motcua.project.wsgi.application"
FORM_RENDERER = "motcua.desks.forms.GovukRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "desks" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "motcua.desks.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "motcua.desks.templatetags.page_parts",
            ],
        },
    }
]
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "directory.Account"
AUTHENTICATION_BACKENDS = ["motcua.desks.signing_in.PeopleBackend"]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("username", "name")}},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]
"""Asked by the actions that set a password."""
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "home"
SESSION_COOKIE_AGE = 12 * 3600
TRUSTED_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("MOTCUA_PROXIES", "0"))
"""How many proxies of our own stand before the server; each adds the address it saw to `X-Forwarded-For`."""

ACCOUNT_ADAPTER = "motcua.desks.identity.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {"reauthenticate": "motcua.desks.identity.forms.PasswordAgainForm"}
SOCIALACCOUNT_ADAPTER = "motcua.desks.identity.adapters.SocialAccountAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
OIDC_PROVIDER = "vneid"
OIDC_NAME = os.environ.get("MOTCUA_OIDC_NAME", "VNeID")
OIDC_URL = os.environ.get("MOTCUA_OIDC_URL", "")
"""Address of the identity provider of citizens, below which `/.well-known/openid-configuration` lies; empty: none."""
OIDC_CLAIMS = os.environ.get("MOTCUA_OIDC_CLAIMS", "")
"""File that says what the provider calls name, number, date of birth; empty: the one that comes with motcua."""
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "SCOPE": ["openid", "profile", "email", "phone", "address"],
        "APPS": [
            {
                "provider_id": OIDC_PROVIDER,
                "name": OIDC_NAME,
                "client_id": os.environ.get("MOTCUA_OIDC_CLIENT", "motcua"),
                "secret": os.environ.get("MOTCUA_OIDC_SECRET", ""),
                "settings": {"server_url": OIDC_URL, "uid_field": "sub"},
            }
        ]
        if OIDC_URL
        else [],
    }
}
MFA_ADAPTER = "motcua.desks.identity.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE_COOKIES
MFA_FORMS = {
    "authenticate": "motcua.desks.identity.forms.CodeForm",
    "reauthenticate": "motcua.desks.identity.forms.CodeAgainForm",
    "activate_totp": "motcua.desks.identity.forms.FirstCodeForm",
    "add_webauthn": "motcua.desks.identity.forms.PasskeyForm",
    "edit_webauthn": "motcua.desks.identity.forms.PasskeyNameForm",
}
SECOND_FACTOR_ROLES = frozenset(
    filter(None, os.environ.get("MOTCUA_SECOND_FACTOR", ",".join(ROLES_WITH_SECOND_FACTOR)).split(","))
)
"""Roles whose holders need a passkey or a one-time code beside the password; an empty value lets passwords do."""

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "static/"
STATICFILES_DIRS = [PACKAGE / "desks" / "static"]
IS_COLLECTED = os.environ.get("MOTCUA_STATIC") == "collected"
"""Whether static files were collected, which `motcua serve` does; else they are served from where they lie."""
STATIC_ROOT = HOME / "static" if IS_COLLECTED else None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "motcua.project.static_files.NamedByContent"
        if IS_COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not IS_COLLECTED
WHITENOISE_AUTOREFRESH = DEBUG
FILES_DIRECTORY = HOME / "files"
"""Where uploaded and issued files are kept, by hash."""
UPLOAD_BYTES_MAX = 20 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["motcua.documents.adapters.uploads.BoundedUploadHandler"]
VIRUS_SCANNER = os.environ.get("MOTCUA_CLAMAV", "")
"""ClamAV's address, `unix:/run/clamav/clamd.ctl` or `host:port`; once set, nothing is taken in without its word."""
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

NOTICE_CHANNELS = os.environ.get("MOTCUA_NOTICES", "email,sms").split(",")
"""Ways to tell people about their dossiers; an installation without a gateway for short messages says `email`."""
SMTP_URL = os.environ.get("MOTCUA_SMTP_URL", "")
"""`smtp://user:password@host:587` or `smtps://…`; empty: e-mail is only written to the mailbox directory."""
SMTP_SENDER = os.environ.get("MOTCUA_SMTP_SENDER", "motcua@localhost")
MAILBOX_DIRECTORY = HOME / "mailbox"
"""Messages without a gateway end here as files."""

PAYMENT_GATEWAY_URL = os.environ.get("MOTCUA_PAYMENT_URL", "")
"""Address of the payment gateway, below which `/v1/orders` lies; empty: fees are paid at the desk alone."""
PAYMENT_GATEWAY_MERCHANT = os.environ.get("MOTCUA_PAYMENT_MERCHANT", "motcua")
PAYMENT_GATEWAY_SECRET = os.environ.get("MOTCUA_PAYMENT_SECRET", "")
"""Signs what we ask and what the gateway calls back with."""
BANK_ACCOUNT = BankAccount(
    os.environ.get("MOTCUA_BANK_BIN", ""),
    os.environ.get("MOTCUA_BANK_ACCOUNT", ""),
    os.environ.get("MOTCUA_BANK_HOLDER", ""),
)
"""The account behind the VietQR code, which the gateway watches; without it no code is shown."""

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        # signing in goes on from our form to the identity provider, which browsers count as the form's action
        "form-action": ["'self'", *([OIDC_URL] if OIDC_URL else [])],
    }
}
CSRF_FAILURE_VIEW = "motcua.project.pages.csrf_failed"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "worker"
PROCRASTINATE_IMPORT_PATHS = ["motcua.project.worker"]
SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler", "level": os.environ.get("MOTCUA_LOG", "WARNING")}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
