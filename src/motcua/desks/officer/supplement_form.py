"""The request for supplement: everything missing at once, each item with its reason."""

from itertools import zip_longest
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.queries.settings import law_settings
from motcua.catalogue.rules.terms import filled_by_others
from motcua.desks.naming import text_in_words
from motcua.desks.officer.act_forms import WithBasis, long_text
from motcua.dossiers.models import SupplementRequest
from motcua.dossiers.queries.progress import linked_editions
from motcua.kernel.text import normalise

ROWS = 4
ROWS_MAX = 20
REASONS: tuple[str | Promise, ...] = (
    _("Giấy tờ còn thiếu so với thành phần hồ sơ"),
    _("Bản chụp mờ, không đọc được nội dung"),
    _("Thông tin kê khai không thống nhất với giấy tờ kèm theo"),
    _("Thiếu chữ ký của người yêu cầu"),
    _("Giấy tờ đã hết giá trị sử dụng"),
)
"""Reasons that come up often, to choose from and to change."""


class SupplementForm(WithBasis):
    """The items with their reasons, as many rows as are needed."""

    leader_reason = long_text(_("Lý do phải yêu cầu bổ sung thêm lần nữa"), max_length=400, required=False)
    field_order = ["legal_basis", "leader_reason"]

    def prepare(self) -> None:
        super().prepare()
        self.fields["legal_basis"].required = True
        settings = law_settings(self.ground.dossier.received_on, self.ground.edition.procedure)
        earlier = SupplementRequest.objects.filter(leg=self.ground.leg).count()
        if earlier < settings.supplement_max_processing:
            del self.fields["leader_reason"]

    @property
    def rows(self) -> list[dict[str, str]]:
        """What was typed, and empty rows to add more."""
        return [*self.items, *({"text": "", "reason": ""} for _row in range(ROWS))]

    @property
    def items(self) -> list[dict[str, str]]:
        """The rows in which something is typed."""
        texts, reasons = (self.data.getlist(name) if self.is_bound else [] for name in ("item_text", "item_reason"))
        rows = [
            {"component": "", "text": normalise(text), "reason": normalise(reason)}
            for text, reason in zip_longest(texts[:ROWS_MAX], reasons[:ROWS_MAX], fillvalue="")
        ]
        keys = {text_in_words(part.name): part.key for part in self.ground.edition.components}
        return [row | {"component": keys.get(row["text"], "")} for row in rows if row["text"] or row["reason"]]

    @property
    def known_texts(self) -> list[str]:
        """Names of the papers that may be asked for; not of those that come from inside the dossier."""
        edition = self.ground.edition
        others = [linked for linked in linked_editions(self.ground.dossier) if linked.procedure != edition.procedure]
        filled = filled_by_others(edition, others)
        return [text_in_words(part.name) for part in edition.components if part.key not in filled]

    @property
    def known_reasons(self) -> list[str]:
        return [str(reason) for reason in REASONS]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        items = self.items
        if not items:
            raise forms.ValidationError(_("Hãy ghi ít nhất một nội dung cần bổ sung, kèm lý do."))
        if any(not item["text"] or not item["reason"] for item in items):
            raise forms.ValidationError(_("Mỗi dòng phải có cả nội dung cần bổ sung và lý do."))
        return cleaned | {"items": items}
