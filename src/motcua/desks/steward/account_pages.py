"""Accounts, postings and substitutions, for administrators."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.desks import second_factor
from motcua.desks.access import needs
from motcua.desks.catalogue_naming import period
from motcua.desks.forms import Form
from motcua.desks.naming import role_name
from motcua.desks.requests import DeskRequest
from motcua.desks.steward.account_forms import (
    AccountFilter,
    AccountForm,
    EndPostingForm,
    PasswordForm,
    PostingForm,
    SubstitutionForm,
)
from motcua.desks.steward.acting import attempt, posted, show_form
from motcua.desks.steward.agency_field import agency_words
from motcua.desks.steward.tables import Cell, Table, cells
from motcua.directory.actions.people import (
    close_account,
    create_account,
    end_posting,
    post,
    set_password,
    substitute,
)
from motcua.directory.models import Account, Posting, Substitution
from motcua.directory.queries.accounts import (
    account_by_id,
    accounts_page,
    posting_by_id,
    postings_over_time,
    substitutions_of,
)
from motcua.directory.rules.roles import Permission, RoleName
from motcua.kernel import clock
from motcua.kernel.worktime import local


@needs(Permission.MANAGE_ACCOUNTS)
@require_safe
def accounts(request: DeskRequest) -> HttpResponse:
    form = AccountFilter(request.GET)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    before, after = request.GET.get("before", ""), request.GET.get("after", "")
    page = accounts_page(request.actor, words, _today(), before=before, after=after)
    context = {
        "title": gettext("Tài khoản và phân công"),
        "filter": form,
        "links": [Cell(gettext("Lập tài khoản"), url=reverse("steward:account-add"))],
        "tables": [_list(list(page.rows))],
        "page": page,
    }
    return render(request, "steward/list.html", context)


@needs(Permission.MANAGE_ACCOUNTS)
@require_http_methods(["GET", "HEAD", "POST"])
def account_add(request: DeskRequest) -> HttpResponse:
    form = AccountForm(posted(request)[0])
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        row = attempt(form, lambda: create_account(**given, actor=request.actor, at=clock.now()))
        if row:
            messages.success(request, gettext("Đã lập tài khoản. Hãy phân công vai trò."))
            return redirect("steward:account", row.pk)
    back = Cell(gettext("Tài khoản"), url=reverse("steward:accounts"))
    return show_form(request, form, title=gettext("Lập tài khoản"), back=back, button=gettext("Lập tài khoản"))


@needs(Permission.MANAGE_ACCOUNTS)
@require_safe
def account(request: DeskRequest, account_id: int) -> HttpResponse:
    row = account_by_id(request.actor, account_id)
    links = [
        Cell(gettext("Phân công vai trò"), url=reverse("steward:posting-add", args=[row.pk])),
        Cell(gettext("Cử người làm thay"), url=reverse("steward:substitution-add", args=[row.pk])),
        Cell(gettext("Đặt mật khẩu"), url=reverse("steward:password", args=[row.pk])),
        Cell(gettext("Gỡ bước xác thực thứ hai"), url=reverse("steward:second-factor", args=[row.pk])),
        Cell(gettext("Khóa tài khoản"), url=reverse("steward:account-close", args=[row.pk])),
    ]
    context = {
        "title": row.name,
        "caption": row.username,
        "tag": _state(row),
        "back": Cell(gettext("Tài khoản"), url=reverse("steward:accounts")),
        "links": links if row.is_active else [],
        "tables": [_postings(postings_over_time(row)), _substitutions(substitutions_of(row))],
    }
    return render(request, "steward/list.html", context)


@needs(Permission.MANAGE_ACCOUNTS)
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: DeskRequest, account_id: int) -> HttpResponse:
    row = account_by_id(request.actor, account_id)
    form = PasswordForm(posted(request)[0], account=row)
    if form.is_bound and form.is_valid():
        set_password(account=row, password=form.cleaned_data["password"], actor=request.actor, at=clock.now())
        messages.success(request, gettext("Đã đặt mật khẩu mới."))
        return redirect("steward:account", row.pk)
    return _of_account(request, row, form, gettext("Đặt mật khẩu"))


@needs(Permission.MANAGE_ACCOUNTS)
@require_http_methods(["GET", "HEAD", "POST"])
def account_close(request: DeskRequest, account_id: int) -> HttpResponse:
    row, form = account_by_id(request.actor, account_id), Form(posted(request)[0])
    if form.is_bound:
        close_account(account=row, actor=request.actor, at=clock.now())
        messages.success(request, gettext("Đã khóa tài khoản."))
        return redirect("steward:account", row.pk)
    intro = gettext("Không ai đăng nhập được bằng tài khoản này nữa; những việc đã làm vẫn được lưu.")
    return _of_account(request, row, form, gettext("Khóa tài khoản"), intro=intro, is_grave=True)


@needs(Permission.MANAGE_ACCOUNTS)
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor_forget(request: DeskRequest, account_id: int) -> HttpResponse:
    row, form = account_by_id(request.actor, account_id), Form(posted(request)[0])
    if form.is_bound:
        second_factor.forget(account=row, actor=request.actor, at=clock.now())
        messages.success(request, gettext("Đã gỡ bước xác thực thứ hai."))
        return redirect("steward:account", row.pk)
    intro = gettext("Chỉ gỡ khi bạn chắc chắn đó là người này. Người này thêm cách xác thực mới ở lần đăng nhập sau.")
    return _of_account(request, row, form, gettext("Gỡ bước xác thực thứ hai"), intro=intro, is_grave=True)


@needs(Permission.MANAGE_ACCOUNTS)
@require_http_methods(["GET", "HEAD", "POST"])
def posting_add(request: DeskRequest, account_id: int) -> HttpResponse:
    row = account_by_id(request.actor, account_id)
    form = PostingForm(posted(request)[0], initial={"start": _today()})
    if form.is_bound and form.is_valid():
        given = form.cleaned_data | {"role": RoleName(form.cleaned_data["role"])}
        if attempt(form, lambda: post(account=row, **given, actor=request.actor, at=clock.now())):
            messages.success(request, gettext("Đã phân công vai trò."))
            return redirect("steward:account", row.pk)
    return _of_account(request, row, form, gettext("Phân công vai trò"))


@needs(Permission.MANAGE_ACCOUNTS)
@require_http_methods(["GET", "HEAD", "POST"])
def posting_end(request: DeskRequest, posting_id: int) -> HttpResponse:
    row = posting_by_id(request.actor, posting_id)
    form = EndPostingForm(posted(request)[0])
    if form.is_bound and form.is_valid():
        end = form.cleaned_data["end"]
        if attempt(form, lambda: end_posting(posting=row, end=end, actor=request.actor, at=clock.now())):
            messages.success(request, gettext("Đã kết thúc phân công."))
            return redirect("steward:account", row.account_id)
    return _of_account(request, row.account, form, gettext("Kết thúc phân công"), tables=[_postings([row])])


@needs(Permission.MANAGE_ACCOUNTS)
@require_http_methods(["GET", "HEAD", "POST"])
def substitution_add(request: DeskRequest, account_id: int) -> HttpResponse:
    row = account_by_id(request.actor, account_id)
    form = SubstitutionForm(posted(request)[0])
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        if attempt(form, lambda: substitute(absent=row, **given, actor=request.actor, at=clock.now())):
            messages.success(request, gettext("Đã cử người làm thay."))
            return redirect("steward:account", row.pk)
    intro = gettext("Người làm thay nhận việc trong thời gian này; quyền ký không chuyển theo.")
    return _of_account(request, row, form, gettext("Cử người làm thay"), intro=intro)


def _of_account(request: DeskRequest, row: Account, form: Form, title: str, **more: Any) -> HttpResponse:
    back = Cell(row.name, url=reverse("steward:account", args=[row.pk]))
    caption = f"{row.name} ({row.username})"
    return show_form(request, form, title=title, caption=caption, back=back, button=title, **more)


def _today() -> date:
    return local(clock.now()).date()


def _state(row: Account) -> Cell:
    if not row.is_active:
        return Cell(_("Đã khóa"), tag="red")
    return Cell(_("Hệ thống"), tag="blue") if row.is_machine else Cell(_("Đang dùng"), tag="green")


def _list(rows: list[Account]) -> Table:
    return Table(
        name=gettext("Danh sách tài khoản"),
        columns=[gettext("Họ và tên"), gettext("Tên đăng nhập"), gettext("Vai trò hôm nay"), gettext("Trạng thái")],
        rows=[
            [
                Cell(row.name, url=reverse("steward:account", args=[row.pk])),
                Cell(row.username, is_code=True),
                Cell("\n".join(map(_posting_words, row.held)) or "–"),  # type: ignore[attr-defined]
                _state(row),
            ]
            for row in rows
        ],
        empty=gettext("Không có tài khoản nào phù hợp."),
        is_titled=False,
    )


def _posting_words(row: Posting) -> str:
    role = str(role_name(row.role))
    return f"{role}, {row.agency.name}" if row.agency else role


def _postings(rows: list[Posting]) -> Table:
    return Table(
        name=pgettext("postings", "Phân công"),
        columns=[gettext("Vai trò"), gettext("Cơ quan"), pgettext("period", "Thời gian"), pgettext("column", "Việc")],
        rows=[
            [
                Cell(role_name(row.role)),
                Cell(agency_words(row.agency) if row.agency else gettext("Toàn hệ thống")),
                Cell(period(row.start, row.end)),
                Cell(gettext("Kết thúc"), url=reverse("steward:posting-end", args=[row.pk]))
                if row.end is None
                else Cell("–"),
            ]
            for row in rows
        ],
        empty=gettext("Chưa được phân công vai trò nào."),
    )


def _substitutions(rows: list[Substitution]) -> Table:
    return Table(
        name=gettext("Làm thay"),
        columns=[
            gettext("Người vắng"),
            gettext("Người làm thay"),
            gettext("Cơ quan"),
            pgettext("period", "Thời gian"),
            gettext("Lý do"),
        ],
        rows=[
            cells(row.absent.name, row.substitute.name, row.agency.name, period(row.start, row.end), row.reason)
            for row in rows
        ],
        empty=gettext("Chưa có lần làm thay nào."),
    )
