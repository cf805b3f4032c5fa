"""Tracking without signing in: progress for who holds the receipt, nothing of a person, no guessing."""

from collections.abc import Callable

import pytest
from django.test import Client

from motcua.desks.citizen.guessing import FAILURES_MAX, WINDOW
from motcua.desks.models import TrackingFailure
from motcua.dossiers.actions.outcome import decide
from motcua.dossiers.actions.supplement import notify_supplement
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.stages import OutcomeKind
from tests.desks.counter_desk import DeskClock, signed_in, wall_clock
from tests.desks.test_counter_dossiers import asked_to_supplement
from tests.world import TU, World, accepted, accepted_birth, at, decided_birth, step_to

__all__ = ["signed_in", "wall_clock"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wall_clock")]


def link_of(dossier: Dossier) -> str:
    return f"/t/{dossier.code}/{dossier.check_key}"


def test_the_link_of_the_receipt_shows_progress_and_nothing_of_a_person(client: Client, world: World) -> None:
    dossier = accepted_birth(world)
    response = client.get(link_of(dossier))
    page = response.content.decode()
    assert "Được tiếp nhận" in page
    assert "17:00 07/09/2026" in page
    assert "UBND phường Nông Trang" in page
    private = [TU.name, TU.identifier, TU.phone, TU.address, TU.email, "khai sinh", "Lan"]
    assert [text for text in private if text in page] == []
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Referrer-Policy"] == "no-referrer"


def test_code_and_key_by_form_whatever_the_case(client: Client, world: World) -> None:
    dossier = accepted_birth(world)
    sent = {"code": f" {dossier.code.lower()} ", "key": dossier.check_key.lower()}
    assert "Được tiếp nhận" in client.post("/tra-cuu/", sent).content.decode()
    whole_link = {"code": f"https://x.example{link_of(dossier)}", "key": dossier.check_key}
    assert "Được tiếp nhận" in client.post("/tra-cuu/", whole_link).content.decode()


def test_a_wrong_code_and_a_wrong_key_get_the_same_answer(client: Client, world: World) -> None:
    dossier = accepted_birth(world)
    answers = [
        client.post("/tra-cuu/", {"code": code, "key": key})
        for code, key in ((dossier.code, "AAAAAAAA"), ("H44.100.01-260907-9999", dossier.check_key))
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    shown = {_without_boxes(answer.content.decode()) for answer in answers}
    assert len(shown) == 1


def _without_boxes(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "<input" not in line)


def test_missing_boxes_are_told_and_what_was_typed_is_kept(client: Client, world: World) -> None:
    response = client.post("/tra-cuu/", {"code": "H44", "key": ""})
    assert response.status_code == 422
    assert "Hãy nhập mã tra cứu." in response.content.decode()
    assert 'value="H44"' in response.content.decode()


def test_guessing_is_stopped_for_one_address_and_for_a_while(
    client: Client, world: World, wall_clock: DeskClock
) -> None:
    dossier = accepted_birth(world)
    for _ in range(FAILURES_MAX):
        assert client.get(f"/t/{dossier.code}/AAAAAAAA").status_code == 404
    refused = client.get(link_of(dossier))
    assert refused.status_code == 429
    assert "chờ 15 phút" in refused.content.decode()
    assert client.get(link_of(dossier), REMOTE_ADDR="203.0.113.9").status_code == 200
    wall_clock.at += WINDOW
    assert client.get(link_of(dossier)).status_code == 200
    client.get(f"/t/{dossier.code}/AAAAAAAA")
    assert TrackingFailure.objects.count() == 1


def test_why_the_clock_stands_still_is_said(client: Client, world: World) -> None:
    asked = asked_to_supplement(world)
    notify_supplement(request_id=asked.id, actor=world.actor("lan"), at=at("2026-09-07T10:00"))
    page = client.get(link_of(Dossier.objects.get())).content.decode()
    assert "Yêu cầu bổ sung giấy tờ" in page
    assert "tạm dừng để chờ bạn bổ sung" in page
    assert "Ảnh mờ" not in page


def test_whose_result_is_ready_is_said_where_several_agencies_decide(client: Client, world: World) -> None:
    dossier = accepted(world, "2.002621", members={"birth": None, "residence": None, "health_card": None})
    task = step_to(world, dossier, "sign", at("2026-09-07T09:30"), leg_key="birth")
    decided_at = at("2026-09-07T10:00")
    decide(leg_id=task.leg_id, kind=OutcomeKind.GRANTED, number="45/2026", actor=world.actor("ha"), at=decided_at)
    assert "Đã có kết quả (UBND phường Nông Trang)" in client.get(link_of(dossier)).content.decode()


def test_where_to_collect_is_said_when_the_result_is_there(client: Client, world: World) -> None:
    page = client.get(link_of(decided_birth(world))).content.decode()
    assert "Đã xử lý xong" in page
    assert "TTPVHCC phường Việt Trì" in page
    assert "45/2026" not in page


@pytest.mark.parametrize("path", ["/t/x/y", "/t/%F0%9F%99%82/%27", "/t/" + "9" * 300 + "/A", "/en/t/x/y"])
def test_nonsense_is_not_found(client: Client, world: World, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_key_is_not_in_an_address_when_the_form_is_used(client: Client, world: World) -> None:
    home = client.get("/").content.decode()
    assert '<form action="/tra-cuu/" method="post"' in home
    assert client.get("/tra-cuu/?code=H44&key=ABCDEFGH").context["form"].initial == {}


def test_the_same_page_while_signed_in(signed_in: Callable[[str], Client], world: World) -> None:
    assert signed_in("son").get(link_of(accepted_birth(world))).status_code == 200
