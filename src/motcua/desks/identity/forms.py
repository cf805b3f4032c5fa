"""The library's forms with our labels and our markup."""

from typing import Any

from allauth.account.forms import ReauthenticateForm as PasswordForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

_CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "govuk-input--width-10"}


class _Quiet:
    """Errors are told on the page, not in the browser's bubbles."""

    use_required_attribute = False


def _code_field(label: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.TextInput(_CODE), error_messages={"required": _("Hãy nhập mã.")})


class CodeForm(_Quiet, AuthenticateForm):
    """The second step of signing in."""

    code = _code_field(_("Mã trên ứng dụng, hoặc một mã dự phòng"))


class CodeAgainForm(_Quiet, ReauthenticateForm):
    """A code once more, before a way of signing in is changed."""

    code = _code_field(_("Mã trên ứng dụng, hoặc một mã dự phòng"))


class FirstCodeForm(_Quiet, ActivateTOTPForm):
    """The first code of a new app, which proves that it was set up."""

    code = _code_field(_("Mã gồm 6 chữ số đang hiện trên ứng dụng"))


class PasswordAgainForm(_Quiet, PasswordForm):
    """The password once more, before a way of signing in is changed."""

    password = forms.CharField(
        label=_("Mật khẩu"),
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
        error_messages={"required": _("Hãy nhập mật khẩu.")},
    )


class PasskeyForm(_Quiet, AddWebAuthnForm):
    """A new passkey."""

    name = forms.CharField(label=_("Tên của khóa, ví dụ: điện thoại của tôi"), max_length=60, required=False)
    passwordless = forms.BooleanField(
        label=_("Dùng khóa này để đăng nhập không cần mật khẩu (vân tay, khuôn mặt hoặc mã PIN)"), required=False
    )


class PasskeyNameForm(_Quiet, EditWebAuthnForm):
    """Another name for a passkey."""

    name = forms.CharField(
        label=_("Tên của khóa"), max_length=60, error_messages={"required": _("Hãy đặt tên cho khóa.")}
    )
