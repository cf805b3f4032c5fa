"""From a phone to the result: bà Tư's daughter registers her second child online, through the same pages as anybody."""

import hashlib
import io
import re

from PIL import Image

from motcua.directory.queries.places import find_place
from motcua.dossiers.models import Dossier, Draft
from motcua.project.demo.cast import PASSWORD, PLACE
from motcua.project.demo.narration import Narration, at
from motcua.project.demo.visitor import Visitor

PROCEDURE = "1.001193"
MOTHER = {
    "name": "Trần Thị Hương", "identifier": "025195004321", "born_on_0": "12", "born_on_1": "5", "born_on_2": "1995",
    "address": "Khu 5, phường Nông Trang, tỉnh Phú Thọ", "phone": "0987654321", "email": "huong@example.vn",
}  # fmt: skip
CHILD = {
    "child_name": "Nguyễn Minh An", "child_born_on_0": "10", "child_born_on_1": "9", "child_born_on_2": "2026",
    "child_sex": "female", "child_birth_place": "Bệnh viện Đa khoa tỉnh Phú Thọ", "child_ethnicity": "Kinh",
    "child_nationality": "Việt Nam", "child_home_town": "Phường Nông Trang, tỉnh Phú Thọ",
}  # fmt: skip
REQUESTER = {
    "requester_name": MOTHER["name"], "requester_id": MOTHER["identifier"], "requester_residence": MOTHER["address"],
    "requester_phone": MOTHER["phone"], "requester_relation": "mother",
}  # fmt: skip


class OnlineStory(Narration):
    """Prepared on one phone, finished on another, answered by the desk, decided, returned."""

    def tell(self) -> None:
        """Raises StatementNotTrue or StageFailed."""
        draft = self._prepared()
        self._filed(draft)
        self._accepted(draft)
        self._decided_and_returned()

    def _prepared(self) -> Draft:
        self._now("2026-09-15T09:00", "Chị Hương khai sinh trực tuyến", "Hương registers a birth online")
        phone = Visitor(self.stage.port)
        phone.open(f"/nop/{PROCEDURE}/")
        phone.send({})
        draft = Draft.objects.latest("id")
        place = find_place(PLACE, at("2026-09-15T09:00").date())
        self._page(phone, draft, "place", {"text": place.full_name, "place": str(place.id)})
        self._page(phone, draft, "unit", {"text": "", "unit": str(self.cast.agencies["desk"].id)})
        self._page(phone, draft, "who", {"who": "myself"})
        self._page(phone, draft, "applicant", MOTHER)
        other = Visitor(self.stage.port)
        shown = other.open(f"/n/{draft.code}/{draft.key}")
        self._fact(
            draft.code in shown and "Nguyễn" not in other.path,
            f"bản nháp {draft.code} mở tiếp trên máy khác bằng mã, không cần đăng nhập",
            f"draft {draft.code} is opened on another device by its code, without signing in",
        )
        self._page(other, draft, "form-requester", REQUESTER)
        self._page(other, draft, "form-child", CHILD)
        for page in ("mother", "father", "request"):
            self._page(other, draft, f"form-{page}", {})
        self._page(other, draft, "return", {"return_way": "desk", "return_address": ""})
        return draft

    def _filed(self, draft: Draft) -> None:
        phone, picture = Visitor(self.stage.port), _picture()
        phone.open(f"/n/{draft.code}/{draft.key}")
        for paper in ("birth_notice", "identity_paper"):
            phone.open(f"/ban-nhap/{draft.code}/giay-to/{paper}/")
            phone.send({"step": "add"}, files={"files": (f"{paper}.png", picture)})
        for paper in ("marriage_certificate", "authorisation"):
            phone.open(f"/ban-nhap/{draft.code}/giay-to/{paper}/")
            phone.send({"step": "later"})
        for _ in range(2):
            phone.open(f"/ban-nhap/{draft.code}/")
            phone.send({"draft_key": draft.key, "declared": "on"}, f"/ban-nhap/{draft.code}/cam-doan/")
        self._fact(
            Dossier.objects.filter(draft=draft).count() == 1,
            "bấm nộp hai lần vẫn là một hồ sơ",
            "filed twice, it is still one dossier",
        )
        digest = hashlib.sha256(picture).hexdigest()
        self._fact(
            phone.open(f"/ban-nhap/{draft.code}/da-nop/").count(digest) == 2,
            "phiếu xác nhận liệt kê từng tệp với mã kiểm tra",
            "the confirmation lists every file with its checksum",
        )

    def _accepted(self, draft: Draft) -> None:
        self._now("2026-09-15T10:00", "Chị Lan trả lời trong hạn", "Lan answers in time")
        dossier = Dossier.objects.get(draft=draft)
        desk = Visitor(self.stage.port)
        desk.open("/dang-nhap/")
        desk.send({"username": "lan", "password": PASSWORD})
        listed = desk.open("/quay/truc-tuyen/")
        due = re.search(r"\d\d:\d\d 16/09/2026", listed)
        self._fact(
            MOTHER["name"] in listed and due is not None,
            f"hồ sơ trực tuyến chờ trả lời trước {due[0] if due else ''} (8 giờ làm việc)",
            f"the filing waits for an answer by {due[0] if due else ''} (8 working hours)",
        )
        desk.open(f"/quay/truc-tuyen/{dossier.id}/")
        desk.send({"act": "accept"})
        self._look(dossier.id)
        status, page = self.stage.get_page(f"/t/{draft.code}/{draft.key}")
        self._fact(
            status == 200 and self.dossier["code"] in page and MOTHER["name"] not in page,
            f"tiếp nhận: {self.dossier['code']}; mã theo dõi cũ vẫn dẫn đến hồ sơ",
            f"accepted: {self.dossier['code']}; the code noted before still leads to it",
        )

    def _decided_and_returned(self) -> None:
        self._now("2026-09-15T14:00", "Khai sinh xong trong ngày", "Registered the same day")
        self._decide("lead", "minh", "ha", "46/2026")
        recipient = {"kind": "citizen", "name": MOTHER["name"], "identifier": MOTHER["identifier"]}
        body = {"check_made": "identity", "recipient": recipient}
        self.stage.call("lan", "POST", f"/dossiers/{self.dossier['id']}/returns", body)
        self._look(self.dossier["id"])
        self._fact(
            self.dossier["national_status"] == 10,
            "từ điện thoại đến kết quả: trạng thái quốc gia 10",
            "from the phone to the result: national status 10",
        )

    def _page(self, visitor: Visitor, draft: Draft, page: str, typed: dict[str, str]) -> None:
        visitor.open(f"/ban-nhap/{draft.code}/trang/{page}/")
        visitor.send(typed)


def _picture() -> bytes:
    """A page of paper, photographed."""
    file = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(file, "PNG")
    return file.getvalue()
