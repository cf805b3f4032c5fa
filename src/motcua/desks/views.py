"""Pages that belong to no single desk: signing in and out, the way to one's desk."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from motcua.desks.access import anyone, signed_in
from motcua.desks.navigation import entries_for
from motcua.desks.requests import DeskRequest
from motcua.desks.sign_in_form import SignInForm
from motcua.desks.signing_in import sign_in, sign_out
from motcua.kernel import clock


@anyone
@sensitive_post_parameters("password")
def sign_in_page(request: HttpRequest) -> HttpResponse:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    form = SignInForm(request.POST or None, initial={"next": wanted})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        is_ours = url_has_allowed_host_and_scheme(
            wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )
        answer = sign_in(
            request,
            username=given["username"],
            password=given["password"],
            next_url=wanted if is_ours else reverse(settings.LOGIN_REDIRECT_URL),
            at=clock.now(),
        )
        if answer is not None:
            return answer
        form.refuse()
    return render(request, "signing/sign_in.html", {"form": form}, status=422 if form.errors else 200)


@anyone
@require_POST
def sign_out_page(request: HttpRequest) -> HttpResponse:
    sign_out(request, at=clock.now())
    return redirect("home")


@signed_in
@require_safe
def desk(request: DeskRequest) -> HttpResponse:
    entries = entries_for(request.actor)
    if not entries and request.citizen:  # type: ignore[attr-defined]
        return redirect("citizen-desk")
    return redirect(entries[0].url_name) if entries else render(request, "signing/no_desk.html")
