"""The form of the sign-in page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.desks.forms import Form


class SignInForm(Form):
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=60,
        error_messages={"required": _("Hãy nhập tên đăng nhập.")},
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        strip=False,
        error_messages={"required": _("Hãy nhập mật khẩu.")},
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)

    def refuse(self) -> None:
        """The name and the password do not belong together; which one is wrong is not told."""
        self.add_error("password", _("Tên đăng nhập hoặc mật khẩu không đúng. Hãy kiểm tra rồi nhập lại."))
