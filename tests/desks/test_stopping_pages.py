"""A dossier of the 2018 regime is stopped on its pages: the counter passes the request on, the agency agrees."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from motcua.catalogue.models import ProcedureEdition
from motcua.catalogue.queries.editions import edition
from motcua.catalogue.rules.edition import Regime
from motcua.dossiers.models import Dossier, Leg, Termination
from motcua.dossiers.rules.stages import Stage
from tests.desks.counter_desk import signed_in
from tests.world import World, accepted_birth, step_to

__all__ = ["signed_in"]
SignedIn = Callable[[str], Client]


@pytest.fixture
def dossier(world: World) -> Dossier:
    """A birth under the edition of 2018, about to be signed."""
    of_2018 = next(
        row.id
        for row in ProcedureEdition.objects.filter(procedure__code="1.001193").order_by("number")
        if edition(row.id).regime is Regime.ND61
    )
    now = timezone.now()
    dossier = accepted_birth(world, now - timedelta(minutes=5))
    step_to(world, dossier, "sign", now - timedelta(minutes=4))
    Leg.objects.filter(dossier=dossier).update(edition_id=of_2018)
    Dossier.objects.filter(id=dossier.id).update(edition_id=of_2018)
    dossier.refresh_from_db()
    return dossier


def asked(signed_in: SignedIn, dossier: Dossier) -> None:
    page = f"/quay/ho-so/{dossier.id}/dung/"
    lan = signed_in("lan")
    assert "hồ sơ dừng khi cơ quan đó đồng ý" in lan.get(page).content.decode()
    assert lan.post(page, {"reason": ""}).status_code == 422
    assert lan.post(page, {"reason": "Chuyển nơi cư trú"}).status_code == 302


def test_the_request_waits_until_the_agency_agrees(signed_in: SignedIn, dossier: Dossier) -> None:
    asked(signed_in, dossier)
    dossier.refresh_from_db()
    assert (dossier.stage, dossier.finished_at) == (Stage.STOP_REQUESTED, None)
    assert not dossier.forms.filter(form="termination").exists()
    lan = signed_in("lan")
    assert "Người nộp đề nghị dừng" in lan.get(f"/quay/ho-so/{dossier.id}/").content.decode()
    assert lan.post(f"/quay/ho-so/{dossier.id}/dung/", {"reason": "Lần nữa"}).status_code == 409
    assert Termination.objects.count() == 1

    agreement = f"/xu-ly/ho-so/{dossier.id}/dong-y-dung/"
    assert signed_in("minh").post(agreement).status_code == 403
    assert signed_in("son").post(agreement).status_code in {403, 404}
    ha = signed_in("ha")
    assert agreement in ha.get(f"/xu-ly/ho-so/{dossier.id}/").content.decode()
    assert ha.post(agreement).status_code == 302
    dossier.refresh_from_db()
    assert dossier.stage == Stage.STOPPED
    form = dossier.forms.get(form="termination")
    assert lan.get(f"/quay/bieu-mau/{form.id}.pdf").content.startswith(b"%PDF")
    assert ha.post(agreement).status_code == 409


def test_a_decision_made_meanwhile_stands(signed_in: SignedIn, dossier: Dossier) -> None:
    asked(signed_in, dossier)
    ha, leg = signed_in("ha"), dossier.legs.get()
    ha.get(f"/xu-ly/ho-so/{dossier.id}/")
    decided = ha.post(f"/xu-ly/phan-viec/{leg.id}/ket-qua/", {"kind": "granted", "number": "45/2026"})
    assert decided.status_code == 302, decided.content.decode()
    assert ha.post(f"/xu-ly/ho-so/{dossier.id}/dong-y-dung/").status_code == 409
    dossier.refresh_from_db()
    assert dossier.stage == Stage.DECIDED


def test_under_the_law_of_today_the_counters_page_promises_the_form_at_once(signed_in: SignedIn, world: World) -> None:
    dossier = accepted_birth(world)
    page = signed_in("lan").get(f"/quay/ho-so/{dossier.id}/dung/").content.decode()
    assert "Hệ thống lập thông báo dừng giải quyết (mẫu 05)" in page
