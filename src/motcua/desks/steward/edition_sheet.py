"""One edition as tables: every value of the law with its source and how sure it is."""

from collections.abc import Iterator

from django.utils.translation import gettext, pgettext

from motcua.catalogue.rules.edition import Component, Edition, FeeBasis, FeeRule, Provenance
from motcua.desks.catalogue_naming import (
    FEE_BASES,
    FEE_CHANNELS,
    PAPER_FORMS,
    REGIMES,
    STEP_ACTS,
    SUPPLEMENT_EFFECTS,
    TERRITORIES,
    in_language,
    limit_words,
    money,
    period,
    sector_name,
    yes_or_no,
)
from motcua.desks.naming import role_name
from motcua.desks.place_naming import AGENCY_KINDS, LEVELS
from motcua.desks.steward.tables import Cell, Table, cells, certainty_cell


def tables_of(edition: Edition) -> list[Table]:
    """Everything the edition says, in the order of the catalogue file; parts it does not have are left out."""
    tables = [
        _general(edition),
        _components(edition),
        _limits(edition),
        _fees(edition),
        _competence(edition),
        _supplement(edition),
        *_process(edition),
        _form(edition),
    ]
    return [table for table in tables if table.rows]


def _origin(provenance: Provenance) -> list[Cell]:
    return [Cell(provenance.source), certainty_cell(provenance.certainty)]


def _columns(*columns: str) -> list[str]:
    return [*columns, gettext("Nguồn"), gettext("Mức chắc chắn")]


def _when(condition: str | None) -> Cell:
    return Cell(condition, is_code=True) if condition else Cell(gettext("mọi trường hợp"))


def _general(edition: Edition) -> Table:
    whole = _origin(edition.provenance)
    rows = [
        [
            Cell(gettext("Mã thủ tục")),
            Cell(edition.procedure, is_code=True),
            whole[0],
            certainty_cell(edition.code_certainty),
        ],
        [Cell(gettext("Tên thủ tục")), Cell(in_language(edition.name)), *whole],
        [Cell(gettext("Chữ tắt")), Cell(", ".join(edition.acronyms) or "–"), *whole],
        [Cell(gettext("Lĩnh vực")), Cell(sector_name(edition.sector)), *whole],
        [Cell(gettext("Quy định áp dụng")), Cell(REGIMES[edition.regime]), *whole],
        [Cell(gettext("Trả kết quả ngay")), Cell(yes_or_no(edition.instant)), *whole],
        [Cell(gettext("Nơi được nộp hồ sơ")), Cell(TERRITORIES[edition.territory]), *whole],
        [
            Cell(gettext("Kết quả")),
            Cell(in_language(edition.result.name), note=gettext("khóa: %(key)s") % {"key": edition.result.key}),
            *_origin(edition.result.provenance),
        ],
    ]
    rows += [[Cell(gettext("Căn cứ pháp lý")), Cell(basis), *whole] for basis in edition.legal_basis]
    columns = _columns(gettext("Nội dung"), gettext("Giá trị"))
    return Table(name=gettext("Thông tin chung"), columns=columns, rows=rows)


def _components(edition: Edition) -> Table:
    rows = [
        [
            Cell(in_language(part.name), note=_of_component(part)),
            Cell(", ".join(str(PAPER_FORMS[form]) for form in part.accepts)),
            Cell(str(part.copies)),
            Cell(gettext("Bắt buộc") if part.required else gettext("Nếu có")),
            _when(part.when),
            *_origin(part.provenance),
        ]
        for part in edition.components
    ]
    columns = _columns(
        gettext("Giấy tờ"), gettext("Hình thức"), gettext("Số bản"), gettext("Yêu cầu"), gettext("Khi nào")
    )
    return Table(name=gettext("Thành phần hồ sơ"), columns=columns, rows=rows)


def _of_component(part: Component) -> str:
    remarks = []
    if part.shown_only:
        remarks.append(gettext("chỉ xuất trình"))
    if part.filled_by:
        remarks.append(gettext("lấy từ kết quả %(key)s") % {"key": part.filled_by})
    return "; ".join(remarks)


def _limits(edition: Edition) -> Table:
    rows = [
        [Cell(rule.key, is_code=True), Cell(limit_words(rule.limit)), _when(rule.when), *_origin(rule.provenance)]
        for rule in edition.limits
    ]
    columns = _columns(gettext("Khóa"), gettext("Thời hạn"), gettext("Khi nào"))
    return Table(name=gettext("Thời hạn giải quyết"), columns=columns, rows=rows)


def _fees(edition: Edition) -> Table:
    rows = [
        [
            Cell(in_language(rule.name)),
            Cell(_amount(rule)),
            Cell(FEE_CHANNELS[rule.channel]),
            _when(rule.when),
            *_origin(rule.provenance),
        ]
        for rule in edition.fees
    ]
    columns = _columns(gettext("Khoản thu"), gettext("Mức thu"), gettext("Cách nộp"), gettext("Khi nào"))
    return Table(name=gettext("Phí, lệ phí"), columns=columns, rows=rows)


def _amount(rule: FeeRule) -> str:
    parts = [f"{money(rule.amount_vnd)} {FEE_BASES[rule.basis]}"]
    if rule.amount_later_vnd is not None and rule.later_from is not None:
        later = {"number": rule.later_from, "amount": money(rule.amount_later_vnd)}
        if rule.basis is FeeBasis.PAGE:
            parts.append(gettext("từ trang thứ %(number)s: %(amount)s") % later)
        else:
            parts.append(gettext("từ bản thứ %(number)s: %(amount)s") % later)
    if rule.amount_max_vnd is not None:
        parts.append(gettext("tối đa %(amount)s mỗi bản") % {"amount": money(rule.amount_max_vnd)})
    return "; ".join(parts)


def _competence(edition: Edition) -> Table:
    rows = [
        [
            Cell(AGENCY_KINDS[rule.agency]),
            Cell(LEVELS[rule.level]),
            Cell(period(rule.start, rule.end)),
            *_origin(rule.provenance),
        ]
        for rule in edition.competence
    ]
    columns = _columns(gettext("Cơ quan"), gettext("Cấp"), pgettext("period", "Thời gian"))
    return Table(name=gettext("Cơ quan có thẩm quyền"), columns=columns, rows=rows)


def _supplement(edition: Edition) -> Table:
    terms = edition.supplement
    rows = []
    if terms is not None:
        origin = _origin(terms.provenance)
        by_law = gettext("theo quy định chung")
        effect = SUPPLEMENT_EFFECTS[terms.effect] if terms.effect else by_law
        rows = [
            [Cell(gettext("Tác động đến thời hạn")), Cell(effect), *origin],
            [Cell(gettext("Thông báo trong")), Cell(limit_words(terms.notice) or by_law), *origin],
            [Cell(gettext("Người nộp bổ sung trong")), Cell(limit_words(terms.answer) or by_law), *origin],
        ]
    columns = _columns(gettext("Nội dung"), gettext("Giá trị"))
    return Table(name=gettext("Yêu cầu bổ sung hồ sơ"), columns=columns, rows=rows)


def _process(edition: Edition) -> Iterator[Table]:
    if edition.route is not None:
        yield Table(
            name=gettext("Quy trình nội bộ"),
            columns=[
                gettext("Thứ tự"),
                gettext("Bước"),
                gettext("Người thực hiện"),
                gettext("Thời gian"),
                gettext("Sau bước"),
                gettext("Khi nào"),
                gettext("Việc được làm"),
            ],
            rows=[
                [
                    *cells(number, Cell(in_language(step.name), note=step.key), Cell(role_name(step.role))),
                    Cell(limit_words(step.budget) or "–"),
                    Cell(", ".join(step.after) or gettext("bắt đầu")),
                    _when(step.when),
                    Cell(", ".join(str(STEP_ACTS.get(act, act)) for act in step.acts) or "–"),
                ]
                for number, step in enumerate(edition.route.steps, start=1)
            ],
        )
        yield Table(
            name=gettext("Nguồn của quy trình"),
            columns=_columns(),
            rows=[_origin(edition.route.provenance)],
            is_titled=False,
        )
    yield Table(
        name=gettext("Thủ tục thành viên"),
        columns=_columns(
            gettext("Khóa"), gettext("Thủ tục"), gettext("Sau thành viên"), gettext("Yêu cầu"), gettext("Thời hạn")
        ),
        rows=[
            [
                Cell(member.key, is_code=True),
                Cell(member.procedure, is_code=True),
                Cell(", ".join(member.after) or gettext("bắt đầu ngay")),
                Cell(gettext("Tùy chọn") if member.optional else gettext("Bắt buộc")),
                Cell(limit_words(member.limit) or gettext("theo thủ tục")),
                *_origin(member.provenance),
            ]
            for member in edition.members
        ],
    )


def _form(edition: Edition) -> Table:
    definition = edition.form or {"pages": [], "schema": {}}
    required = set(definition["schema"].get("required", []))
    language = "en" if in_language(edition.name) == edition.name.en != edition.name.vi else "vi"
    rows = [
        cells(
            page["title"][language],
            field["label"][language],
            Cell(field["name"], is_code=True),
            field["widget"],
            gettext("Bắt buộc") if field["name"] in required else gettext("Nếu có"),
        )
        for page in definition["pages"]
        for field in page["fields"]
    ]
    columns = [gettext("Trang"), gettext("Câu hỏi"), gettext("Trường"), gettext("Kiểu nhập"), gettext("Yêu cầu")]
    return Table(name=gettext("Tờ khai điện tử"), columns=columns, rows=rows)
