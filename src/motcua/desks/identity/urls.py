"""Addresses of signing in: the second step, passkeys, one's own ways of signing in, and citizens.

The names are those by which the identity library finds its pages.
"""

from allauth.account import views as account_views
from allauth.mfa.base import views as factor_views
from allauth.mfa.recovery_codes import views as recovery_views
from allauth.mfa.totp import views as code_views
from allauth.mfa.webauthn import views as passkey_views
from allauth.socialaccount.providers.openid_connect import views as provider_views
from django.urls import URLPattern, path

from motcua.desks.access import anyone, own_account
from motcua.desks.identity import pages

patterns: list[URLPattern] = [
    path("dang-nhap/lai/", pages.again, name="account_login"),
    path("dang-nhap/buoc-hai/", anyone(factor_views.authenticate), name="mfa_authenticate"),
    path("dang-nhap/khoa/", anyone(passkey_views.login_webauthn), name="mfa_login_webauthn"),
    path("dang-nhap/da-khoa/", anyone(account_views.account_inactive), name="account_inactive"),
    path("xac-nhan/", own_account(account_views.reauthenticate), name="account_reauthenticate"),
    path("xac-nhan/ma/", own_account(factor_views.reauthenticate), name="mfa_reauthenticate"),
    path("xac-nhan/khoa/", own_account(passkey_views.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("bao-mat/", own_account(factor_views.index), name="mfa_index"),
    path("bao-mat/ma/", own_account(code_views.activate_totp), name="mfa_activate_totp"),
    path("bao-mat/ma/bo/", own_account(code_views.deactivate_totp), name="mfa_deactivate_totp"),
    path("bao-mat/khoa/", own_account(passkey_views.list_webauthn), name="mfa_list_webauthn"),
    path("bao-mat/khoa/them/", own_account(passkey_views.add_webauthn), name="mfa_add_webauthn"),
    path("bao-mat/khoa/<int:pk>/", own_account(passkey_views.edit_webauthn), name="mfa_edit_webauthn"),
    path("bao-mat/khoa/<int:pk>/bo/", own_account(passkey_views.remove_webauthn), name="mfa_remove_webauthn"),
    path("bao-mat/du-phong/", own_account(recovery_views.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "bao-mat/du-phong/moi/",
        own_account(recovery_views.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "bao-mat/du-phong/tai-ve/",
        own_account(recovery_views.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("cong-dan/dang-nhap/", pages.citizen_sign_in, name="citizen-sign-in"),
    path("cong-dan/dang-nhap/chua-duoc/", pages.identity_refused, name="identity-refused"),
]
provider_patterns: list[URLPattern] = [
    path("tu-cong-khac/", pages.handed_over, name="handed-over"),
    path("<slug:provider_id>/", anyone(provider_views.login), name="openid_connect_login"),
    path("<slug:provider_id>/tro-lai/", anyone(provider_views.callback), name="openid_connect_callback"),
]
