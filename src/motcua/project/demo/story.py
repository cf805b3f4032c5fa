"""The story: bà Tư registers her grandchild at the desk nearest to her, though three other agencies are competent."""

from datetime import datetime
from uuid import uuid4

from motcua.documents.queries.rendering import render_issued
from motcua.dossiers.models import IssuedForm
from motcua.kernel.digests import public_key_path, read_public_key
from motcua.kernel.sealing import seal_all
from motcua.kernel.verification import verify_journal
from motcua.project.demo.cast import GROUP, PLACE
from motcua.project.demo.narration import Narration, at
from motcua.project.demo.telling import moment

APPLICANT = {
    "kind": "citizen",
    "name": "Nguyễn Thị Tư",
    "identifier": "025190001234",
    "address": "Khu 5, phường Nông Trang, tỉnh Phú Thọ",
    "phone": "0912345678",
    "email": "tu@example.vn",
}
MISSING = {
    "component": "",
    "text": "Giấy tờ chứng minh chỗ ở hợp pháp của người đăng ký thường trú",
    "reason": "Chưa có thông tin chỗ ở trong cơ sở dữ liệu",
}


class Story(Narration):
    """The chapters, in order."""

    def tell(self) -> None:
        """From the desk to the returned result. Raises StatementNotTrue or StageFailed."""
        self.received_at_the_desk()
        self.birth_with_a_consultation()
        self.supplement_on_one_leg()
        self.apology_of_another()
        self.everything_comes_together()
        self.returned_where_it_was_asked()
        self.nothing_was_lost()

    # ------------------------------------------------------------------ chapters

    def received_at_the_desk(self) -> None:
        self._now("2026-09-07T08:30", "Bà Tư nộp hồ sơ tại quầy gần nhà", "Bà Tư files at the desk near her home")
        desk, competent = self.cast.agencies["desk"], self.cast.agencies["birth"]
        marks = [{"key": key, "form": "electronic"} for key in ("electronic_declaration", "birth_notice")]
        given = {
            "procedure": GROUP,
            "place": PLACE,
            "receiving_unit": desk.code,
            "applicant": APPLICANT,
            "components": [marks[0], marks[1] | {"form": "original"}],
            "members": {"birth": None, "residence": None, "health_card": None},
            "data": {"wants_identity_card": False},
        }
        key = {"Idempotency-Key": f"demo-{uuid4()}"}
        first = self.stage.call("lan", "POST", "/dossiers", given, **key)
        again = self.stage.call("lan", "POST", "/dossiers", given, **key)
        self._look(first["id"])
        code, due = self.dossier["code"], moment(datetime.fromisoformat(self.dossier["due_at"]))
        self._fact(
            self.dossier["receiving_unit"] == desk.code and self.dossier["competent_agency"] == competent.code,
            f"{desk.name} tiếp nhận; {competent.name} có thẩm quyền (mã {competent.code})",
            f"received by {desk.name}; competent is {competent.name} (code {competent.code})",
        )
        self._fact(
            again["id"] == first["id"],
            f"gửi hai lần vẫn là một hồ sơ: {code}",
            f"sent twice, it is still one dossier: {code}",
        )
        self._fact(self.dossier["national_status"] == 2, "trạng thái quốc gia 2", "national status 2")
        legs = {leg["key"]: leg for leg in self.dossier["legs"]}
        self._fact(
            legs["residence"]["requires"] == ["birth"] and legs["health_card"]["requires"] == ["birth"],
            "thường trú và thẻ BHYT chờ kết quả khai sinh, rồi chạy song song",
            "residence and health card wait for the birth, then run in parallel",
        )
        self._fact(bool(self.dossier["due_at"]), f"hẹn trả kết quả {due}", f"promised for {due}")
        self.teller.clock(legs["group"])
        paper = next(transfer for transfer in self.dossier["transfers"] if transfer["kind"] == "paper")
        self.stage.call("lan", "POST", f"/transfers/{paper['id']}/dispatch", {"papers": 1})
        self._fact(True, "bản giấy rời quầy kèm phiếu chuyển", "the paper leaves the desk with a transfer slip")

    def birth_with_a_consultation(self) -> None:
        self._now("2026-09-07T09:30", "UBND phường Nông Trang xử lý khai sinh", "The commune works on the birth")
        self._step("birth", "assign", "ha")
        birth = self._leg("birth")
        before = birth["due_at"]
        asked = {
            "agency": self.cast.agencies["justice"].code,
            "content": "Đề nghị xác minh thông tin kết hôn của cha mẹ",
            "limit": {"value": "4", "unit": "working_hour"},
        }
        self.stage.call("minh", "POST", f"/legs/{birth['id']}/consultations", asked)
        opinion = next(leg for leg in self._legs().values() if leg["kind"] == "consultation")
        self._fact(
            self._leg("birth")["due_at"] == before and opinion["due_at"] is not None,
            f"hỏi ý kiến {self.cast.agencies['justice'].name}: có hạn riêng, thời hạn khai sinh vẫn chạy",
            f"{self.cast.agencies['justice'].name} is consulted: its own deadline, the birth's clock runs on",
        )
        self.teller.clock(opinion)
        self._now("2026-09-07T14:00", "Sở Tư pháp trả lời, lãnh đạo ký", "The department answers, the leader signs")
        self.stage.call("anh", "POST", f"/legs/{opinion['id']}/answer", {"text": "Thông tin kết hôn đúng như khai"})
        self._decide("birth", "minh", "ha", "45/2026")
        legs = self._legs()
        self._fact(
            legs["birth"]["state"] == "done" and legs["birth"]["delay_minutes"] == 0,
            "khai sinh xong đúng hạn",
            "the birth is registered in time",
        )
        self._fact(
            legs["residence"]["state"] == "open" and legs["health_card"]["state"] == "open",
            "công an và bảo hiểm xã hội bắt đầu cùng lúc, mỗi nơi một đồng hồ",
            "police and social insurance start at the same time, each with its own clock",
        )

    def supplement_on_one_leg(self) -> None:
        self._now("2026-09-08T09:00", "Công an cần bổ sung một giấy tờ", "The police need one more paper")
        self._step("residence", "assign", "quang")
        residence = self._leg("residence")
        body = {"items": [MISSING], "legal_basis": "NĐ 301/2026/NĐ-CP"}
        asked = self.stage.call("dung", "POST", f"/legs/{residence['id']}/supplement-requests", body)
        status, _told = self.stage.try_call("dung", "POST", f"/supplement-requests/{asked['id']}/notice", {})
        self._fact(
            status == 403,
            "cán bộ công an không tự liên hệ người dân: bị từ chối, phải qua bộ phận một cửa",
            "the officer may not tell the applicant himself: refused, the desk does it",
        )
        self._now("2026-09-08T10:00", "Chị Lan thông báo cho bà Tư (mẫu 02)", "Lan tells bà Tư (form 02)")
        self.stage.call("lan", "POST", f"/supplement-requests/{asked['id']}/notice", {})
        self.supplement = asked["id"]
        legs = self._legs()
        self._fact(
            legs["residence"]["due_at"] is None and legs["health_card"]["due_at"] is not None,
            "đồng hồ thường trú dừng; thẻ BHYT vẫn chạy",
            "the residence clock stands still; the health card's runs on",
        )
        self._fact(
            self._notices() > 1,
            "bà Tư nhận tin nhắn nêu rõ cần bổ sung gì",
            "bà Tư was told by message what to bring",
        )

    def apology_of_another(self) -> None:
        self._now("2026-09-08T14:00", "Bảo hiểm xã hội xin lỗi và hẹn lại", "Social insurance apologises")
        self._step("health_card", "assign", "phuc")
        card = self._leg("health_card")
        late = {"reason": "Hệ thống cấp mã số bị gián đoạn", "new_due_at": "2026-09-11T17:00:00+07:00"}
        proposed = self.stage.call("hoa", "POST", f"/legs/{card['id']}/apologies", late)
        self.stage.call("phuc", "POST", f"/apologies/{proposed['id']}/approval", {})
        moved = self._leg("health_card")
        self._fact(
            datetime.fromisoformat(moved["due_at"]) == at("2026-09-11T17:00"),
            "thủ trưởng ký mẫu 04 trước hạn một ngày; ngày hẹn mới 11/09/2026 17:00",
            "the head signs form 04 one day before the deadline; new date 11/09/2026 17:00",
        )
        self.teller.clock(moved)
        status, told = self.stage.try_call("hoa", "POST", f"/legs/{card['id']}/apologies", late)
        self._fact(
            status == 409 and told["code"] == "ApologyUsedUp",
            "hẹn lại lần thứ hai bị từ chối",
            "a second re-appointment is refused",
        )

    def everything_comes_together(self) -> None:
        self._now("2026-09-10T08:00", "Bà Tư bổ sung ngay tại quầy cũ", "Bà Tư brings the paper to the same desk")
        self.stage.call("lan", "POST", f"/supplement-requests/{self.supplement}/completion", {"note": "Đã bổ sung"})
        residence = self._leg("residence")
        self._fact(
            residence["due_at"] is not None,
            f"thời gian chờ người dân không tính; hạn mới {moment(datetime.fromisoformat(residence['due_at']))}",
            f"the applicant's time is not counted; due {moment(datetime.fromisoformat(residence['due_at']))}",
        )
        self.teller.clock(residence)
        self._now("2026-09-10T10:00", "Công an đăng ký thường trú", "The police register the residence")
        self._decide("residence", "dung", "quang", "112/TT")
        self._now("2026-09-14T09:00", "Thẻ BHYT xong, trễ hẹn", "The health card is done, late")
        self._decide("health_card", "hoa", "phuc", "GD-77")
        legs = self._legs()
        self._fact(
            legs["health_card"]["delay_minutes"] > 0
            and legs["birth"]["delay_minutes"] == legs["residence"]["delay_minutes"] == 0,
            f"chỉ bảo hiểm xã hội chịu trách nhiệm trễ {legs['health_card']['delay_minutes']} phút làm việc",
            f"social insurance alone answers for {legs['health_card']['delay_minutes']} working minutes of delay",
        )
        self._fact(self.dossier["national_status"] == 9, "trạng thái quốc gia 9", "national status 9")

    def returned_where_it_was_asked(self) -> None:
        self._now("2026-09-14T15:00", "Bà Tư nhận kết quả tại quầy đã nộp", "Bà Tư collects where she filed")
        stranger = {
            "check_made": "receipt",
            "recipient": APPLICANT | {"name": "Lê Văn Ba", "identifier": "025080001111"},
        }
        status, told = self.stage.try_call("lan", "POST", f"/dossiers/{self.dossier['id']}/returns", stranger)
        self._fact(
            status == 409 and told["code"] == "RecipientNotEntitled",
            "người lạ không có giấy ủy quyền không nhận được",
            "a stranger without an authorisation gets nothing",
        )
        body = {"check_made": "receipt", "recipient": APPLICANT}
        self.stage.call("lan", "POST", f"/dossiers/{self.dossier['id']}/returns", body)
        self._look(self.dossier["id"])
        self._fact(
            self.dossier["national_status"] == 10 and self.dossier["return_unit"] == self.cast.agencies["desk"].code,
            f"trả kết quả tại {self.cast.agencies['desk'].name}; trạng thái quốc gia 10",
            f"returned at {self.cast.agencies['desk'].name}; national status 10",
        )

    def nothing_was_lost(self) -> None:
        self.teller.say("\nKiểm tra cuối:", "\nIn the end:")
        path = f"/t/{self.dossier['code']}/{self.dossier['check_key']}"
        status, page = self.stage.get_page(path)
        self._fact(
            status == 200 and self.dossier["code"] in page and APPLICANT["name"] not in page,
            "ai có giấy hẹn đều tra cứu được tiến độ, không lộ thông tin cá nhân",
            "whoever holds the receipt can follow it; nothing personal is shown",
        )
        events = self._events()
        self._fact(
            events[0] == "dossiers.accepted" and events[-1] == "dossiers.returned",
            f"nhật ký giữ đủ {len(events)} việc, từ tiếp nhận đến trả kết quả",
            f"the journal holds all {len(events)} acts, from acceptance to return",
        )
        seal_all(at=at("2026-09-14T16:00"))
        keys = [read_public_key(public_key_path())] if public_key_path().exists() else []
        proof = verify_journal(public_keys=keys)
        self._fact(
            proof.fault is None and proof.seals > 0,
            "chuỗi niêm phong của nhật ký nguyên vẹn",
            "the journal's sealed chain is intact",
        )
        self.folder.mkdir(parents=True, exist_ok=True)
        forms = IssuedForm.objects.filter(dossier_id=self.dossier["id"]).order_by("id")
        for number, form in enumerate(forms, start=1):
            target = self.folder / f"{number}-{form.form}.pdf"
            target.write_bytes(render_issued(form.form, issued_at=form.issued_at, data=form.data))
            self._fact(target.read_bytes().startswith(b"%PDF"), f"mẫu in: {target}", f"printed form: {target}")
