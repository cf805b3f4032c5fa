"""What people are told, once, in plain words, by the ways they can be reached."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.dossiers.models import Leg, Obligation, Termination
from motcua.exchange.actions.notices import tell
from motcua.exchange.models import OutboxMessage
from motcua.exchange.rules.notices import Contact, NoticeChannel, NoticeKind, addresses, mobile_number
from tests.exchange.conftest import NOON, TuDossier

EVERY_CHANNEL = list(NoticeChannel)


@pytest.mark.parametrize(
    ("phone", "number"),
    [("0912 345 678", "+84912345678"), ("+84 912.345.678", "+84912345678"), ("84912345678", "+84912345678"),
     ("0210 384 6647", None), ("", None), ("0912345", None), ("không có", None), ("09123456789", None)],
)  # fmt: skip
def test_only_mobile_numbers_get_short_messages(phone: str, number: str | None) -> None:
    assert mobile_number(phone) == number


def test_the_applicant_comes_before_who_filed() -> None:
    tu, son = Contact(email="tu@example.vn"), Contact(phone="0987654321")
    assert addresses([tu, son], EVERY_CHANNEL) == [(NoticeChannel.EMAIL, "tu@example.vn")]
    assert addresses([Contact(), son], EVERY_CHANNEL) == [(NoticeChannel.SMS, "+84987654321")]
    assert addresses([Contact()], EVERY_CHANNEL) == []


@given(st.text(), st.text())
def test_a_closed_channel_is_never_used(phone: str, email: str) -> None:
    assert all(channel != NoticeChannel.SMS for channel, _ in addresses([Contact(phone, email)], [NoticeChannel.EMAIL]))


def test_the_receipt_is_told_once_by_each_way(tu_dossier: TuDossier) -> None:
    entry = tu_dossier.entry("dossiers.accepted")
    for _ in range(3):
        tell(NoticeKind.RECEIVED)(entry, NOON)
    email, sms = OutboxMessage.objects.order_by("channel")
    assert (email.channel, email.recipient) == ("email", "tu@example.vn")
    assert email.subject == "Đã tiếp nhận hồ sơ H44.12.1-260302-0007"
    for text in (
        "Trần Thị Tư", "Đăng ký khai sinh", "Hẹn trả kết quả: 12:00 03/03/2026",
        "https://motcua.example/t/H44.12.1-260302-0007/K7MP3Q", "Trung tâm Phục vụ hành chính công phường Việt Trì",
    ):  # fmt: skip
        assert text in email.body
    assert (sms.channel, sms.recipient) == ("sms", "+84912345678")
    assert sms.body.startswith("Hồ sơ H44.12.1-260302-0007 đã được tiếp nhận, hẹn trả 12:00 03/03/2026.")


def test_nobody_to_reach_means_no_message(tu_dossier: TuDossier) -> None:
    tu_dossier.applicant(phone="0210 384 6647", email="")
    tell(NoticeKind.RECEIVED)(tu_dossier.entry("dossiers.accepted"), NOON)
    assert OutboxMessage.objects.count() == 0


def test_a_supplement_names_everything_with_its_reason(tu_dossier: TuDossier) -> None:
    items = [{"text": "Giấy chứng sinh", "reason": "Bản nộp không có dấu"}, {"text": "<b>Tờ khai</b>", "reason": ""}]
    tu_dossier.issue("supplement", {"items": items, "answer_due_at": (NOON + timedelta(days=7)).isoformat()})
    tell(NoticeKind.SUPPLEMENT)(tu_dossier.entry("dossiers.supplement_requested"), NOON)
    email = OutboxMessage.objects.get(channel="email")
    assert "1. Giấy chứng sinh – Bản nộp không có dấu\n2. <b>Tờ khai</b>\n" in email.body
    assert "Bổ sung trước: 12:00 09/03/2026" in email.body


def test_an_apology_gives_both_dates_and_the_reason(tu_dossier: TuDossier) -> None:
    tu_dossier.issue(
        "apology",
        {"agency": "Ủy ban nhân dân phường Việt Trì", "reason": "Chờ xác minh", "old_due_at": NOON.isoformat(),
         "new_due_at": (NOON + timedelta(days=3)).isoformat()},
    )  # fmt: skip
    tell(NoticeKind.LATE)(tu_dossier.entry("dossiers.apologised"), NOON)
    body = OutboxMessage.objects.get(channel="email").body
    assert "Ủy ban nhân dân phường Việt Trì xin lỗi Ông/Bà" in body
    assert "Ngày hẹn cũ: 12:00 02/03/2026\nNgày hẹn mới: 12:00 05/03/2026" in body


def test_the_words_come_from_the_form_of_that_act_not_from_a_later_one(tu_dossier: TuDossier) -> None:
    first = {"agency": "A", "reason": "lý do thứ nhất", "old_due_at": NOON.isoformat(), "new_due_at": NOON.isoformat()}
    tu_dossier.issue("apology", first)
    entry = tu_dossier.entry("dossiers.apologised")
    tu_dossier.dossier.forms.create(
        form="apology", number="apology-2", issued_at=NOON + timedelta(hours=1), data=first | {"reason": "thứ hai"}
    )
    tell(NoticeKind.LATE)(entry, NOON)
    assert "lý do thứ nhất" in OutboxMessage.objects.get(channel="email").body


@pytest.mark.parametrize(
    ("way", "words"),
    [("desk", "đến nhận tại Trung tâm Phục vụ"), ("post", "gửi qua bưu chính"), ("electronic", "Kết quả điện tử")],
)
def test_the_result_is_announced_with_the_way_it_comes(tu_dossier: TuDossier, way: str, words: str) -> None:
    tu_dossier.change(stage="decided", return_way=way)
    tell(NoticeKind.RESULT_READY)(tu_dossier.entry("dossiers.decided"), NOON)
    assert words in OutboxMessage.objects.get(channel="email").body


@pytest.mark.parametrize("stage", ["processing", "returned"])
def test_no_result_is_announced_while_others_still_work_or_after_it_was_handed_over(
    tu_dossier: TuDossier, stage: str
) -> None:
    tu_dossier.change(stage=stage)
    tell(NoticeKind.RESULT_READY)(tu_dossier.entry("dossiers.decided"), NOON)
    assert OutboxMessage.objects.count() == 0


def _linked_leg(tu_dossier: TuDossier) -> Leg:
    """One procedure of several in the dossier."""
    dossier = tu_dossier.dossier
    root = Leg.objects.create(dossier=dossier, key="group", kind="group", agency=dossier.competent_agency, state="open")
    return Leg.objects.create(
        dossier=dossier, parent=root, key="birth", kind="linked", agency=dossier.competent_agency, state="done",
        edition=dossier.edition,
    )  # fmt: skip


def test_the_result_of_one_procedure_of_several_is_told_by_its_name(tu_dossier: TuDossier) -> None:
    tu_dossier.change(stage="processing")
    leg = _linked_leg(tu_dossier)
    tell(NoticeKind.RESULT_READY)(tu_dossier.entry("dossiers.decided", leg_id=leg.pk), NOON)
    body = OutboxMessage.objects.get(channel="email").body
    assert "Một phần hồ sơ của Ông/Bà đã có kết quả: Đăng ký khai sinh." in body


def test_the_last_result_of_several_is_told_as_the_result_of_the_dossier(tu_dossier: TuDossier) -> None:
    tu_dossier.change(stage="decided")
    leg = _linked_leg(tu_dossier)
    tell(NoticeKind.RESULT_READY)(tu_dossier.entry("dossiers.decided", leg_id=leg.pk), NOON)
    assert "Hồ sơ của Ông/Bà đã có kết quả." in OutboxMessage.objects.get(channel="email").body


@pytest.mark.parametrize(
    ("stage", "words"),
    [("stopped", "Hồ sơ của Ông/Bà đã dừng giải quyết."), ("processing", "Một phần hồ sơ của Ông/Bà đã dừng")],
)
def test_a_stop_names_its_reason_and_what_it_stops(tu_dossier: TuDossier, stage: str, words: str) -> None:
    tu_dossier.change(stage=stage)
    leg = _linked_leg(tu_dossier)
    Termination.objects.create(
        leg=leg, ground="no_supplement", reason="Quá thời hạn bổ sung", legal_basis="NĐ 301/2026 Điều 6",
        requested_at=NOON, at=NOON,
    )  # fmt: skip
    tell(NoticeKind.STOPPED)(tu_dossier.entry("dossiers.stopped", leg_id=leg.pk), NOON)
    body = OutboxMessage.objects.get(channel="email").body
    assert words in body
    assert "Lý do: Quá thời hạn bổ sung" in body
    assert "Căn cứ: NĐ 301/2026 Điều 6" in body


def test_a_payment_is_told_with_amount_and_legal_basis(tu_dossier: TuDossier) -> None:
    leg = Leg.objects.create(
        dossier=tu_dossier.dossier, key="lead", kind="lead", agency=tu_dossier.dossier.competent_agency, state="open"
    )
    obligation = Obligation.objects.create(
        leg=leg, description="Lệ phí trước bạ", amount_vnd=1250000, legal_basis="NĐ 10/2022 Điều 8", requested_at=NOON
    )
    tell(NoticeKind.PAYMENT)(tu_dossier.entry("dossiers.payment_requested", subject_id=obligation.pk), NOON)
    body = OutboxMessage.objects.get(channel="email").body
    assert "Lệ phí trước bạ: 1.250.000 đ" in body
    assert "Căn cứ: NĐ 10/2022 Điều 8" in body


@pytest.mark.parametrize("kind", [kind for kind in NoticeKind if kind != NoticeKind.PAYMENT])
def test_every_notice_can_be_said_with_no_more_than_the_dossier(tu_dossier: TuDossier, kind: NoticeKind) -> None:
    tu_dossier.change(stage="stopped" if kind == NoticeKind.STOPPED else "decided")
    tell(kind)(tu_dossier.entry("test.act"), NOON)
    messages = list(OutboxMessage.objects.all())
    assert len(messages) == 2
    for message in messages:
        assert message.subject
        assert message.body.strip()
        assert "{{" not in message.body + message.subject
        assert "None" not in message.body
