"""Forms of accounts: a new one, its password, postings, a substitute."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.desks.forms import DateTextField, Form
from motcua.desks.naming import ROLE_NAMES
from motcua.desks.steward.agency_field import AgencyField
from motcua.directory.actions.passwords import check_password_strength
from motcua.directory.models import Account
from motcua.directory.queries.people import account_named
from motcua.directory.rules.people import PasswordTooWeak
from motcua.directory.rules.roles import Role


def _date() -> forms.TextInput:
    return forms.TextInput({"class": "govuk-input govuk-input--width-10", "autocomplete": "off"})


class AccountFilter(Form):
    words = forms.CharField(
        label=_("Tìm theo họ tên hoặc tên đăng nhập"),
        required=False,
        max_length=100,
        widget=forms.TextInput({"data-key": "/", "autocomplete": "off"}),
    )


class PasswordForm(Form):
    """A password strong enough: long, not a common one, not made of the name."""

    password = forms.CharField(
        label=_("Mật khẩu"),
        strip=False,
        max_length=200,
        help_text=_("Ít nhất 12 ký tự, không chứa tên, không phải mật khẩu phổ biến."),
        error_messages={"required": _("Hãy nhập mật khẩu.")},
        widget=forms.PasswordInput({"autocomplete": "new-password", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, account: Account | None = None, **options: Any) -> None:
        self.account = account
        super().__init__(*args, **options)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if "password" in given:
            about = self.account or Account(username=given.get("username") or "", name=given.get("name") or "")
            try:
                check_password_strength(given["password"], about)
            except PasswordTooWeak as weakness:
                for reason in weakness.reasons:
                    self.add_error("password", reason)
        return given


class AccountForm(PasswordForm):
    """A new account with its first password."""

    name = forms.CharField(label=_("Họ và tên"), max_length=120, error_messages={"required": _("Hãy nhập họ và tên.")})
    username = forms.RegexField(
        r"^[A-Za-z0-9][A-Za-z0-9._-]{1,59}$",
        label=_("Tên đăng nhập"),
        help_text=_("Chữ cái không dấu, chữ số, dấu chấm, gạch."),
        error_messages={
            "required": _("Hãy nhập tên đăng nhập."),
            "invalid": _("Tên đăng nhập chỉ gồm chữ cái không dấu, chữ số, dấu chấm, gạch; ít nhất 2 ký tự."),
        },
        widget=forms.TextInput({"autocapitalize": "none", "spellcheck": "false"}),
    )
    field_order = ("name", "username", "password")


class PostingForm(Form):
    role = forms.ChoiceField(label=_("Vai trò"), choices=list(ROLE_NAMES.items()))
    agency = AgencyField(
        label=_("Cơ quan"),
        required=False,
        help_text=_("Mã hoặc tên không dấu; để trống với kiểm soát thủ tục, kiểm tra và quản trị."),
    )
    start = DateTextField(label=_("Từ ngày"), widget=_date())
    end = DateTextField(label=_("Đến trước ngày"), required=False, widget=_date())

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not self.errors:
            everywhere = Role.registry[given["role"]].everywhere
            if not everywhere and given["agency"] is None:
                self.add_error("agency", gettext("Vai trò này cần một cơ quan."))
            if everywhere and given["agency"] is not None:
                self.add_error("agency", gettext("Vai trò này áp dụng cho toàn hệ thống; hãy để trống cơ quan."))
            if given["end"] and given["end"] <= given["start"]:
                self.add_error("end", gettext("Ngày kết thúc phải sau ngày bắt đầu."))
        return given


class EndPostingForm(Form):
    end = DateTextField(
        label=_("Kết thúc từ ngày"), help_text=_("Ngày đầu tiên không còn giữ vai trò."), widget=_date()
    )


class SubstitutionForm(Form):
    substitute = forms.CharField(
        label=_("Người làm thay (tên đăng nhập)"),
        max_length=60,
        widget=forms.TextInput({"autocapitalize": "none", "spellcheck": "false"}),
    )
    agency = AgencyField(label=_("Tại cơ quan"))
    start = DateTextField(label=_("Từ ngày"), widget=_date())
    end = DateTextField(label=_("Đến trước ngày"), widget=_date())
    reason = forms.CharField(label=_("Lý do"), max_length=200)

    def clean_substitute(self) -> Account:
        account = account_named(self.cleaned_data["substitute"])
        if account is None:
            raise forms.ValidationError(gettext("Không có tài khoản nào mang tên đăng nhập này."))
        return account
