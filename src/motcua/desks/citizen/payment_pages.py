"""Paying fees online, for whoever holds the receipt: what is owed, the bank's code, the gateway, the wait."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from motcua.desks.access import anyone
from motcua.desks.citizen.guessing import check_guessing, note_failure
from motcua.desks.citizen.pictures import qr_picture
from motcua.desks.citizen.privacy import private
from motcua.directory.rules.actors import Actor
from motcua.dossiers.actions.payments import open_order
from motcua.dossiers.queries.payments import PaymentSheet, payment_sheet_for
from motcua.dossiers.rules.payments import OrderState
from motcua.dossiers.rules.refusals import DossierNotFound
from motcua.exchange.actions.payments import note_callback
from motcua.exchange.rules.vietqr import vietqr_text
from motcua.kernel import clock

REFRESH_SECONDS = 15


@anyone
@require_http_methods(["GET", "HEAD", "POST"])
def pay(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """What is owed; its button opens the order, once however often it is pressed."""
    sheet = _sheet(request, code, key)
    if request.method == "POST":
        open_order(dossier_id=sheet.dossier.id, actor=_payer(request), at=clock.now())
        return private(redirect("citizen:pay", code, key))
    response = render(request, "citizen/pay.html", _context(request, sheet, code, key))
    # only for those who asked for it: a page that loads itself anew takes the place away from who reads slowly
    if sheet.state == OrderState.OPEN and "tu-dong" in request.GET:
        response["Refresh"] = str(REFRESH_SECONDS)
    return private(response, has_form=True)


@csrf_exempt
@anyone
@require_POST
def callback(request: HttpRequest) -> HttpResponse:
    """The payment gateway says that something happened."""
    note_callback(
        secret=settings.PAYMENT_GATEWAY_SECRET,
        timestamp=request.headers.get("X-Timestamp", ""),
        path=request.path,
        body=request.body,
        signed=request.headers.get("X-Signature", ""),
        at=clock.now(),
    )
    return HttpResponse(status=204)


def _sheet(request: HttpRequest, code: str, key: str) -> PaymentSheet:
    """Raises DossierNotFound for a wrong code and a wrong key alike, TrackingNotAllowed after too many."""
    address, now = str(request.META.get("REMOTE_ADDR", "")), clock.now()
    check_guessing(address, now)
    try:
        return payment_sheet_for(code, key)
    except DossierNotFound:
        note_failure(address, now)
        raise


def _payer(request: HttpRequest) -> Actor:
    """Whoever holds the receipt may pay; somebody who has signed in is known by name."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _context(request: HttpRequest, sheet: PaymentSheet, code: str, key: str) -> dict[str, object]:
    order, account = sheet.order, settings.BANK_ACCOUNT
    is_open = order is not None and sheet.state == OrderState.OPEN and order.expires_at > clock.now()
    shows_code = is_open and account.is_usable
    return {
        "sheet": sheet,
        "order": order,
        "code": code,
        "key": key,
        "is_open": is_open,
        "is_online": bool(settings.PAYMENT_GATEWAY_URL),
        "account": account,
        "picture": qr_picture(vietqr_text(account, order.amount_vnd, order.reference))
        if shows_code and order is not None
        else "",
        "refreshes_itself": "tu-dong" in request.GET,
    }
