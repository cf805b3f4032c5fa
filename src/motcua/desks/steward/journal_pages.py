"""The journal for auditors: who did what when, and whether it is sealed."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.desks.access import needs
from motcua.desks.forms import DateTextField, Form
from motcua.desks.requests import DeskRequest
from motcua.desks.steward.act_naming import act_name, subject_name
from motcua.desks.steward.tables import Cell, Table
from motcua.directory.rules.roles import Permission
from motcua.dossiers.actions.reading import read_journal, read_journal_of
from motcua.dossiers.rules.refusals import DossierNotFound
from motcua.kernel import clock
from motcua.kernel.journal_search import JournalSearch, SealState, journal_page, seal_state
from motcua.kernel.models import JournalEntry
from motcua.kernel.paging import Page
from motcua.kernel.worktime import instant, local

DATA_LETTERS_MAX = 400


def _date() -> forms.TextInput:
    return forms.TextInput({"class": "govuk-input govuk-input--width-10", "autocomplete": "off"})


class JournalFilter(Form):
    dossier = forms.CharField(
        label=_("Mã hồ sơ"),
        required=False,
        max_length=60,
        widget=forms.TextInput({"data-key": "/", "autocomplete": "off", "spellcheck": "false"}),
    )
    actor = forms.CharField(label=_("Người thực hiện"), required=False, max_length=100)
    act = forms.RegexField(
        r"^[a-z_.]*$",
        label=_("Việc (mã)"),
        required=False,
        max_length=64,
        error_messages={"invalid": _("Mã việc gồm chữ thường, dấu chấm, gạch dưới, ví dụ dossiers.accepted.")},
        widget=forms.TextInput({"spellcheck": "false", "autocapitalize": "none"}),
    )
    start = DateTextField(label=_("Từ ngày"), required=False, widget=_date())
    end = DateTextField(label=_("Đến hết ngày"), required=False, widget=_date())


@needs(Permission.READ_JOURNAL)
@require_safe
def journal(request: DeskRequest) -> HttpResponse:
    form, page, state = JournalFilter(request.GET), Page[JournalEntry]([], "", ""), seal_state()
    if form.is_valid():
        try:
            search = _search(request, form.cleaned_data)
        except DossierNotFound:
            form.add_error("dossier", gettext("Không có hồ sơ mang mã này."))
        else:
            page = journal_page(search, before=request.GET.get("before", ""), after=request.GET.get("after", ""))
            read_journal(entry_ids=[row.pk for row in page.rows], actor=request.actor, at=clock.now())
    context = {
        "title": gettext("Nhật ký"),
        "form": form,
        "state": state,
        "tables": [_list(page, state)],
        "page": page,
    }
    return render(request, "steward/journal.html", context, status=422 if form.errors else 200)


def _search(request: DeskRequest, given: dict[str, Any]) -> JournalSearch:
    code, end = given["dossier"].strip().upper(), given["end"]
    return JournalSearch(
        dossier_id=read_journal_of(code=code, actor=request.actor, at=clock.now()) if code else None,
        actor=given["actor"],
        act=given["act"],
        start=instant(given["start"], 0) if given["start"] else None,
        end=instant(end + timedelta(days=1), 0) if end else None,
    )


def _list(page: Page[JournalEntry], state: SealState) -> Table:
    return Table(
        name=gettext("Các mục nhật ký"),
        columns=[
            gettext("Số"),
            gettext("Lúc"),
            pgettext("journal", "Việc"),
            gettext("Người thực hiện"),
            gettext("Đối tượng"),
            gettext("Nội dung"),
            gettext("Niêm phong"),
        ],
        rows=[
            [
                Cell(str(row.pk), is_code=True),
                Cell(f"{local(row.at):%H:%M %d/%m/%Y}"),
                Cell(act_name(row.act), note=row.act),
                Cell(row.actor_name),
                Cell(f"{subject_name(row.subject)} {row.subject_id}"),
                Cell(_data_words(row.data), is_code=True),
                Cell(_("Đã niêm phong"), tag="green") if state.covers(row) else Cell(_("Chưa"), tag="grey"),
            ]
            for row in page.rows
        ],
        empty=gettext("Không có mục nào phù hợp."),
        is_titled=False,
    )


def _data_words(data: dict[str, Any]) -> str:
    words = "; ".join(f"{name}: {value}" for name, value in data.items() if value not in (None, "", [], {}))
    return words if len(words) <= DATA_LETTERS_MAX else f"{words[:DATA_LETTERS_MAX]}…"
