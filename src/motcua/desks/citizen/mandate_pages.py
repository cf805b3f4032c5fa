"""For whom a citizen acts: declared and ended by the citizen."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.desks.access import citizens
from motcua.desks.forms import DateBoxesField, Form
from motcua.desks.naming import mandate_ground_name
from motcua.dossiers.actions.mandates import Declared, declare_mandate, end_mandate
from motcua.dossiers.models.dossier import PartyKind
from motcua.dossiers.queries.mandates import mandates_of
from motcua.dossiers.rules.mandates import MandateGround, MandateNotPossible
from motcua.kernel import clock
from motcua.kernel.worktime import local

KINDS = [
    (PartyKind.CITIZEN, _("Cá nhân")),
    (PartyKind.ENTERPRISE, _("Doanh nghiệp")),
    (PartyKind.HOUSEHOLD_BUSINESS, _("Hộ kinh doanh")),
    (PartyKind.ORGANISATION, _("Cơ quan, tổ chức khác")),
]
FAULTS = {
    "name_missing": ("principal_name", _("Hãy nhập tên của người hoặc tổ chức mà bạn thay mặt.")),
    "oneself": ("principal_identifier", _("Đây là số của chính bạn. Nộp cho mình thì không cần ủy quyền.")),
    "period_empty": ("end", _("Ngày kết thúc phải sau ngày bắt đầu.")),
    "paper_missing": ("paper", _("Hãy ghi số, ngày và nơi cấp của giấy ủy quyền hoặc giấy tờ giám hộ.")),
    "end_missing": ("end", _("Hãy nhập ngày ủy quyền hết hạn.")),
    "there_already": ("principal_identifier", _("Bạn đã khai người này trong thời gian đó. Hãy xem danh sách.")),
}
"""What the rules refuse → the field that mends it, and the words."""


class MandateForm(Form):
    ground = forms.ChoiceField(
        label=_("Bạn thay mặt với tư cách gì"),
        choices=[(ground.value, mandate_ground_name(ground)) for ground in MandateGround],
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn tư cách của bạn.")},
    )
    principal_kind = forms.ChoiceField(label=_("Thay mặt cho"), choices=KINDS, initial=PartyKind.CITIZEN)
    principal_name = forms.CharField(
        label=_("Họ tên hoặc tên tổ chức"),
        max_length=200,
        error_messages={"required": _("Hãy nhập tên của người hoặc tổ chức mà bạn thay mặt.")},
    )
    principal_identifier = forms.CharField(
        label=_("Số định danh cá nhân hoặc mã số doanh nghiệp"),
        help_text=_("Để trống nếu trẻ chưa có số định danh."),
        max_length=20,
        required=False,
    )
    paper = forms.CharField(
        label=_("Giấy tờ chứng minh"),
        help_text=_("Số, ngày, nơi cấp hoặc nơi chứng thực. Mang bản chính đến một cửa để được xác nhận."),
        max_length=200,
        required=False,
    )
    end = DateBoxesField(label=_("Hết hạn vào ngày"), help_text=_("Để trống nếu không có thời hạn."), required=False)


@citizens
@require_safe
def mandates(request: HttpRequest) -> HttpResponse:
    assert request.user.pk is not None
    today = local(clock.now()).date()
    rows = [
        {
            "mandate": mandate,
            "ground": mandate_ground_name(mandate.ground),
            "is_over": mandate.revoked_at is not None or (mandate.end is not None and mandate.end <= today),
        }
        for mandate in mandates_of(request.user.pk)
    ]
    return render(request, "citizen/mandates.html", {"rows": rows})


@citizens
@require_http_methods(["GET", "HEAD", "POST"])
def mandate_add(request: HttpRequest) -> HttpResponse:
    form = MandateForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _declare(request, form, form.cleaned_data):
        messages.success(request, gettext("Đã ghi nhận. Bạn có thể nộp hồ sơ thay người này."))
        return redirect("citizen:mandates")
    return render(request, "citizen/mandate_add.html", {"form": form}, status=422 if form.errors else 200)


def _declare(request: HttpRequest, form: MandateForm, given: dict[str, Any]) -> bool:
    now = clock.now()
    declared = Declared(**given | {"ground": MandateGround(given["ground"])}, start=local(now).date())
    try:
        declare_mandate(declared=declared, actor=request.actor, at=now)  # type: ignore[attr-defined]
    except MandateNotPossible as refusal:
        field, words = FAULTS[str(refusal.details["reason"])]
        form.add_error(field, str(words))
        return False
    return True


@citizens
@require_POST
def mandate_end(request: HttpRequest, mandate_id: int) -> HttpResponse:
    end_mandate(mandate_id=mandate_id, actor=request.actor, at=clock.now())  # type: ignore[attr-defined]
    messages.success(request, gettext("Đã chấm dứt."))
    return redirect("citizen:mandates")
