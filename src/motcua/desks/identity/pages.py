"""Pages of signing in for citizens, and of what goes wrong there."""

from allauth.socialaccount.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from motcua.desks.access import anyone


@anyone
@require_safe
def again(request: HttpRequest) -> HttpResponse:
    """Where the identity library sends whoever has to begin anew."""
    return redirect("sign-in")


@anyone
@require_safe
def citizen_sign_in(request: HttpRequest) -> HttpResponse:
    context = {
        "next": _own_address(request, request.GET.get("next", "")),
        "provider": settings.OIDC_PROVIDER if settings.OIDC_URL else "",
        "provider_name": settings.OIDC_NAME,
    }
    return render(request, "signing/citizen.html", context)


@anyone
@require_safe
def handed_over(request: HttpRequest) -> HttpResponse:
    """Another portal hands over somebody who is signed in there: straight on to the provider that both trust.

    `iss` and `target_link_uri` as in OpenID Connect Core 1.0, section 4 (login initiated by a third party); an
    issuer that is not ours, or none at all, leads to the ordinary page of signing in.
    """
    target = _own_address(request, request.GET.get("target_link_uri", ""))
    if not settings.OIDC_URL or request.GET.get("iss", "").rstrip("/") != settings.OIDC_URL.rstrip("/"):
        return redirect(reverse("citizen-sign-in", query={"next": target} if target else None))
    provider = get_adapter().get_provider(request, settings.OIDC_PROVIDER)
    answer: HttpResponse = provider.redirect(request, process="login", next_url=target or None)
    return answer


@anyone
@require_safe
def identity_refused(request: HttpRequest) -> HttpResponse:
    refusal = request.session.get("identity_refusal", "IdentityNotUsable")
    return render(request, "signing/refused.html", {"template": f"refusals/{refusal}.html"}, status=403)


def _own_address(request: HttpRequest, address: str) -> str:
    """The address if it is one of ours, else nothing."""
    is_ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if is_ours else ""
