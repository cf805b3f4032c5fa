"""ND118.17.2a: filed online and incomplete, it is sent back once, with content and reason of everything."""

import pytest

from motcua.dossiers.actions.online import send_filing_back
from motcua.dossiers.models import IssuedForm
from motcua.dossiers.rules.refusals import ReasonRequired, SupplementUsedUp
from motcua.dossiers.rules.stages import Stage
from tests.dossiers.drafting import complete_draft, file_it
from tests.world import World, at

MONDAY_MORNING = at("2026-09-07T10:00")
ITEMS = [
    {"page": "paper-birth_notice", "text": "Giấy chứng sinh", "reason": "Ảnh mờ, không đọc được số"},
    {"page": "form-child", "text": "Người được khai sinh", "reason": "Quê quán chưa ghi theo đơn vị mới"},
]


def test_once_with_every_item_and_its_reason(world: World) -> None:
    draft = complete_draft(world)
    dossier, thu = file_it(draft), world.actor("thu")
    given = {"dossier_id": dossier.id, "legal_basis": "", "actor": thu, "at": MONDAY_MORNING}
    with pytest.raises(ReasonRequired):
        send_filing_back(items=[{**ITEMS[0], "reason": " "}], **given)
    send_filing_back(items=ITEMS, **given)
    dossier.refresh_from_db()
    assert dossier.stage == Stage.INCOMPLETE
    printed = IssuedForm.objects.get(dossier=dossier).data["items"]
    assert [item["reason"] for item in printed] == [item["reason"] for item in ITEMS]
    file_it(draft, MONDAY_MORNING)
    with pytest.raises(SupplementUsedUp):
        send_filing_back(items=ITEMS, **given)
