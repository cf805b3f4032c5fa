"""Values of an edition in words for people who are no officials."""

from collections.abc import Mapping
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.rules.audience import Audience
from motcua.catalogue.rules.edition import Certainty, Component, FeeBasis, FeeChannel, FeeRule, Limit, PaperForm
from motcua.desks.catalogue_naming import PAPER_FORMS, in_language
from motcua.desks.templatetags.clock_parts import limit_words
from motcua.desks.templatetags.page_parts import dong

AUDIENCES: Mapping[str, str | Promise] = {
    Audience.CITIZEN: _("Công dân"),
    Audience.ENTERPRISE: _("Tổ chức, doanh nghiệp"),
}
CERTAINTY_WORDS: Mapping[str, str | Promise] = {
    Certainty.SOURCED: _("đã đối chiếu với văn bản"),
    Certainty.SECONDARY: _("theo văn bản khác dẫn lại, nên hỏi lại nơi tiếp nhận"),
    Certainty.OWN_KNOWLEDGE: _("theo hiểu biết chung, chưa đối chiếu với văn bản, nên hỏi lại nơi tiếp nhận"),
    Certainty.UNCERTAIN: _("chưa chắc chắn, hãy hỏi nơi tiếp nhận"),
}
FILING_WAYS: Mapping[str, str | Promise] = {
    FeeChannel.ANY: _("nộp trực tiếp và trực tuyến"),
    FeeChannel.DESK: _("nộp trực tiếp"),
    FeeChannel.ONLINE: _("nộp trực tuyến"),
}


def limit_in_words(limit: Limit) -> str:
    return limit_words(str(Fraction(limit.value)), limit.unit)


def amount_in_words(rule: FeeRule, amount_vnd: int | None = None) -> str:
    """An amount to pay, or the tariff of a rule; what nobody has entered yet is said to be so, never to be free."""
    if rule.amount_vnd == 0 and rule.provenance.certainty == Certainty.UNCERTAIN:
        return gettext("chưa có mức của địa phương")
    if amount_vnd is not None:
        return dong(amount_vnd) if amount_vnd else gettext("miễn phí")
    if rule.amount_vnd == 0:
        return gettext("miễn phí")
    words = {
        FeeBasis.CASE: dong(rule.amount_vnd),
        FeeBasis.COPY: gettext("%(amount)s mỗi bản") % {"amount": dong(rule.amount_vnd)},
        FeeBasis.PAGE: gettext("%(amount)s mỗi trang") % {"amount": dong(rule.amount_vnd)},
    }[rule.basis]
    if rule.amount_later_vnd is not None and rule.later_from is not None:
        words += gettext(", từ trang hoặc bản thứ %(number)d là %(amount)s") % {
            "number": rule.later_from,
            "amount": dong(rule.amount_later_vnd),
        }
    if rule.amount_max_vnd is not None:
        words += gettext(", nhiều nhất %(amount)s mỗi bản") % {"amount": dong(rule.amount_max_vnd)}
    return words


def component_notes(part: Component, *, by_case: bool = False) -> list[str]:
    """In which form, how many, and whether everybody needs it; `by_case` when the case is not known yet."""
    if part.filled_by is not None:
        return [gettext("hệ thống lấy từ kết quả đã có, bạn không phải nộp")]
    forms = [str(PAPER_FORMS[form]) for form in part.accepts if form != PaperForm.NONE]
    notes = [gettext("chỉ xuất trình, không nộp") if part.shown_only else " / ".join(forms)]
    if part.copies > 1:
        notes.append(ngettext("%(count)d bản", "%(count)d bản", part.copies) % {"count": part.copies})
    if by_case and part.when is not None:
        notes.append(gettext("tùy trường hợp"))
    elif not part.required:
        notes.append(gettext("nếu có"))
    return notes


def audiences_in_words(audiences: str) -> str:
    return ", ".join(str(AUDIENCES[one]) for one in audiences.split() if one in AUDIENCES)


def title_of(rule: FeeRule) -> str:
    return in_language(rule.name)
