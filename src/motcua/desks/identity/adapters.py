"""What the identity library asks of us: our accounts, our words, our journal."""

import base64
import hashlib
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext, gettext_lazy

from motcua.desks.identity.mapping import claims_mapping
from motcua.directory.actions.citizens import identify_citizen
from motcua.directory.models import Account
from motcua.directory.rules.citizens import identity_of
from motcua.kernel import clock, journal
from motcua.kernel.refusal import Refusal

FRESH_SECONDS = 300
"""So long after signing in, the way of signing in may be changed without asking again."""
CHANGES = {
    "mfa/email/totp_activated": "one_time_codes_added",
    "mfa/email/totp_deactivated": "one_time_codes_removed",
    "mfa/email/webauthn_added": "passkey_added",
    "mfa/email/webauthn_removed": "passkey_removed",
    "mfa/email/recovery_codes_generated": "recovery_codes_made",
}
MESSAGES = {
    "mfa/messages/totp_activated.txt": gettext_lazy("Đã thêm ứng dụng tạo mã."),
    "mfa/messages/totp_deactivated.txt": gettext_lazy("Đã bỏ ứng dụng tạo mã."),
    "mfa/messages/webauthn_added.txt": gettext_lazy("Đã thêm khóa đăng nhập."),
    "mfa/messages/webauthn_removed.txt": gettext_lazy("Đã bỏ khóa đăng nhập."),
    "mfa/messages/recovery_codes_generated.txt": gettext_lazy("Đã tạo mã dự phòng mới; mã cũ hết hiệu lực."),
}
KEY_NOT_ACCEPTED = gettext_lazy("Mã không đúng hoặc đã hết hạn. Hãy nhập mã đang hiện trên ứng dụng.")
TOO_MANY = gettext_lazy("Bạn đã thử sai quá nhiều lần. Hãy đợi 5 phút rồi thử lại.")


def record(act: str, account: Account, **data: Any) -> None:
    """The journal entry of an act on somebody's ways of signing in."""
    journal.record(act, actor=account, at=clock.now(), subject="account", subject_id=account.pk, data=data, react=False)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from the administrator or from an identity provider, never from a form of sign-up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "incorrect_password": gettext_lazy("Mật khẩu không đúng. Hãy nhập lại."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        methods = [entry["method"] for entry in get_authentication_records(request, user)]
        record("desks.signed_in", user, methods=methods)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        words = MESSAGES.get(message_template or "") or message
        if words:
            messages.add_message(request, level, str(words), extra_tags=extra_tags)

    def send_notification_mail(self, template_prefix: str, user: Any, *_: Any, **__: Any) -> None:
        if change := CHANGES.get(template_prefix):
            record("desks.sign_in_changed", user, change=change)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Asked for again unless somebody has just signed in, or has no other way than their provider."""
        request = context.request
        if not self.get_reauthentication_methods(request.user):
            return False
        signed_in = [entry["at"] for entry in get_authentication_records(request, request.user)]
        return not signed_in or time.time() - max(signed_in) > FRESH_SECONDS


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """A person who comes from an identity provider is found or registered as a citizen."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        try:
            identity = identity_of(_claims(sociallogin), claims_mapping())
            known = sociallogin.user.pk if sociallogin.is_existing else None
            citizen = identify_citizen(identity=identity, account_id=known, at=clock.now())
        except Refusal as refusal:
            request.session["identity_refusal"] = refusal.message_id
            raise ImmediateHttpResponse(redirect("identity-refused")) from refusal
        if not sociallogin.is_existing:
            sociallogin.connect(request, citizen.account)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        messages.error(request, gettext("Chưa đăng nhập được qua nhà cung cấp định danh. Hãy thử lại."))
        raise ImmediateHttpResponse(redirect("citizen-sign-in"))


def _claims(sociallogin: SocialLogin) -> dict[str, Any]:
    """The claims of the identity token and of the userinfo answer, which wins."""
    told = sociallogin.account.extra_data
    return {**(told.get("id_token") or {}), **(told.get("userinfo") or {})} if "userinfo" in told else dict(told)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets are kept encrypted; keys and codes are called what people call them."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": KEY_NOT_ACCEPTED,
        "cannot_delete_authenticator": gettext_lazy("Vai trò của bạn cần ít nhất một cách xác thực thứ hai."),
        "cannot_generate_recovery_codes": gettext_lazy("Hãy thêm ứng dụng tạo mã hoặc khóa đăng nhập trước."),
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return f"motcua {context.request.get_host()}"

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return gettext("Khóa của tôi")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": gettext("Một cửa")}


def _cipher() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"second factor" + settings.SECRET_KEY.encode()).digest()))
