"""Accounts, postings, substitutions and what they permit."""

from datetime import date, datetime, timedelta, timezone

import pytest

from motcua.directory.actions import people
from motcua.directory.models import Account, Agency, Posting, Substitution
from motcua.directory.queries.authority import AccountUnknown, authority_of
from motcua.directory.queries.people import holder_ids, holders
from motcua.directory.rules.actors import SYSTEM, ActNotAllowed, Actor
from motcua.directory.rules.agencies import AgencyKind, CodeCertainty
from motcua.directory.rules.people import (
    AccountNotPossible,
    PasswordTooWeak,
    PostingNotPossible,
    SubstitutionNotAllowed,
)
from motcua.directory.rules.roles import Permission, RoleName
from motcua.kernel.models import JournalEntry

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 8, tzinfo=timezone(timedelta(hours=7)))
DAY = AT.date()
NOBODY = Actor(id=None, name="nobody")


def agency(code: str = "H44.100") -> Agency:
    return Agency.objects.create(
        code=code,
        code_certainty=CodeCertainty.OFFICIAL,
        kind=AgencyKind.COMMUNE_COMMITTEE,
        name=f"UBND {code}",
        start=date(2025, 7, 1),
        search=code,
        source="test",
    )


def account(username: str) -> Account:
    return people.create_account(username=username, name=f"Trần {username}", password=None, actor=SYSTEM, at=AT)


def posted(
    person: Account, role: RoleName, place: Agency | None, start: date = DAY, end: date | None = None
) -> Posting:
    return people.post(account=person, role=role, agency=place, start=start, end=end, actor=SYSTEM, at=AT)


def test_authority_holds_only_in_the_period_and_at_the_agency(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    here, there = agency("H44.100"), agency("H44.101")
    minh = account("minh")
    posted(minh, RoleName.CASE_OFFICER, here, end=DAY + timedelta(days=2))
    posted(minh, RoleName.LEADER, there, start=DAY + timedelta(days=1))
    with django_assert_num_queries(2):
        today = authority_of(minh.id, DAY)
    with django_assert_num_queries(1):
        assert authority_of(minh.id, DAY) == today
    assert today.id == minh.id and today.name == "Trần minh"
    assert today.may(Permission.PROCESS_DOSSIER, here.id) and not today.may(Permission.PROCESS_DOSSIER, there.id)
    assert not today.may(Permission.DECIDE_DOSSIER)
    tomorrow = authority_of(minh.id, DAY + timedelta(days=1))
    assert tomorrow.agencies(Permission.PROCESS_DOSSIER) == {here.id, there.id}
    later = authority_of(minh.id, DAY + timedelta(days=2))
    assert later.agencies(Permission.PROCESS_DOSSIER) == {there.id}


def test_roles_of_the_whole_node_hold_everywhere() -> None:
    auditor = account("thanhtra")
    posted(auditor, RoleName.AUDITOR, None)
    authority = authority_of(auditor.id, DAY)
    assert authority.agencies(Permission.VIEW_DOSSIER) is None
    assert not authority.may(Permission.PROCESS_DOSSIER)


def test_a_closed_or_unposted_account_may_nothing() -> None:
    lan = account("lan")
    assert authority_of(lan.id, DAY).grants == {}
    posted(lan, RoleName.COUNTER_OFFICER, agency())
    people.close_account(account=lan, actor=SYSTEM, at=AT)
    assert authority_of(lan.id, DAY).grants == {}
    with pytest.raises(AccountUnknown):
        authority_of(lan.id + 1, DAY)


def test_an_account_name_is_taken_once_whatever_its_case() -> None:
    account("lan")
    with pytest.raises(AccountNotPossible):
        people.create_account(username=" LAN ", name="Lan khác", password=None, actor=SYSTEM, at=AT)
    assert Account.objects.count() == 1
    assert JournalEntry.objects.filter(act="directory.account_created").count() == 1


def test_only_an_administrator_makes_accounts_and_postings() -> None:
    lan = account("lan")
    with pytest.raises(ActNotAllowed):
        people.create_account(username="x", name="X", password=None, actor=NOBODY, at=AT)
    with pytest.raises(ActNotAllowed):
        people.post(account=lan, role=RoleName.CLERK, agency=agency(), start=DAY, actor=NOBODY, at=AT)
    assert Account.objects.count() == 1 and not Posting.objects.exists()


WEAK = ["ngắn", "123456789012345", "Password1234", "lan-lan-lan-2026", "Trần Lan của phố núi"]


@pytest.mark.parametrize("weak", WEAK)
def test_a_weak_password_is_refused_with_its_reasons_wherever_it_is_set(weak: str) -> None:
    lan = account("lan")
    with pytest.raises(PasswordTooWeak) as refused:
        people.set_password(account=lan, password=weak, actor=SYSTEM, at=AT)
    assert refused.value.details["reasons"]
    assert not Account.objects.get(id=lan.id).has_usable_password()
    Account.objects.all().delete()
    with pytest.raises(PasswordTooWeak):
        people.create_account(username="lan", name="Trần Lan", password=weak, actor=SYSTEM, at=AT)
    assert not Account.objects.exists()


def test_a_password_is_set_by_its_owner_and_never_journalled() -> None:
    lan, minh = account("lan"), account("minh")
    owner = Actor(id=lan.id, name=lan.name)
    people.set_password(account=lan, password="mật khẩu dài và riêng", actor=owner, at=AT)
    assert Account.objects.get(id=lan.id).check_password("mật khẩu dài và riêng")
    with pytest.raises(ActNotAllowed):
        people.set_password(account=minh, password="khác, cũng dài và riêng", actor=owner, at=AT)
    assert not JournalEntry.objects.filter(data__icontains="mật khẩu").exists()
    assert not Account.objects.get(id=minh.id).has_usable_password()


@pytest.mark.parametrize(
    ("role", "with_agency", "end"),
    [
        (RoleName.CASE_OFFICER, False, None),
        (RoleName.STEWARD, True, None),
        (RoleName.CASE_OFFICER, True, DAY),
    ],
)
def test_postings_that_make_no_sense_are_refused(role: RoleName, with_agency: bool, end: date | None) -> None:
    lan = account("lan")
    with pytest.raises(PostingNotPossible):
        posted(lan, role, agency() if with_agency else None, end=end)
    assert not Posting.objects.exists()


def test_a_role_is_held_once_at_a_time() -> None:
    lan, place = account("lan"), agency()
    first = posted(lan, RoleName.CLERK, place)
    with pytest.raises(PostingNotPossible):
        posted(lan, RoleName.CLERK, place, start=DAY + timedelta(days=5))
    people.end_posting(posting=first, end=DAY + timedelta(days=5), actor=SYSTEM, at=AT)
    posted(lan, RoleName.CLERK, place, start=DAY + timedelta(days=5))
    posted(lan, RoleName.STEWARD, None)
    with pytest.raises(PostingNotPossible):
        posted(lan, RoleName.STEWARD, None)
    assert Posting.objects.count() == 3


def test_an_agency_that_does_not_exist_yet_has_no_staff() -> None:
    with pytest.raises(PostingNotPossible):
        posted(account("lan"), RoleName.CLERK, agency(), start=date(2025, 6, 30))


def test_tasks_go_to_the_substitute_while_somebody_is_away(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    place = agency()
    minh, nga = account("minh"), account("nga")
    for person in (minh, nga):
        posted(person, RoleName.CASE_OFFICER, place)
    back = DAY + timedelta(days=3)
    people.substitute(
        absent=minh, substitute=nga, agency=place, start=DAY, end=back, reason="phép", actor=SYSTEM, at=AT
    )
    with django_assert_num_queries(1):
        assert holder_ids(RoleName.CASE_OFFICER, place.id, DAY) == [nga.id]
    assert holders(RoleName.CASE_OFFICER, place.id, back) == [minh, nga]
    assert holders(RoleName.LEADER, place.id, DAY) == []


def test_nobody_of_another_agency_or_without_the_role_stands_in() -> None:
    here, there = agency("H44.100"), agency("H44.101")
    ha, minh, son = account("ha"), account("minh"), account("son")
    posted(ha, RoleName.LEADER, here)
    posted(minh, RoleName.CASE_OFFICER, here)
    posted(son, RoleName.LEADER, there)
    for substitute in (minh, son, ha):
        with pytest.raises(SubstitutionNotAllowed):
            people.substitute(
                absent=ha,
                substitute=substitute,
                agency=here,
                start=DAY,
                end=DAY + timedelta(days=1),
                reason="công tác",
                actor=SYSTEM,
                at=AT,
            )
    assert not Substitution.objects.exists()
    assert not JournalEntry.objects.filter(act="directory.substituted").exists()


def test_two_people_do_not_stand_in_for_each_other() -> None:
    place = agency()
    minh, nga = account("minh"), account("nga")
    for person in (minh, nga):
        posted(person, RoleName.CASE_OFFICER, place)
    period = {
        "agency": place,
        "start": DAY,
        "end": DAY + timedelta(days=3),
        "reason": "phép",
        "actor": SYSTEM,
        "at": AT,
    }
    people.substitute(absent=minh, substitute=nga, **period)  # type: ignore[arg-type]
    with pytest.raises(SubstitutionNotAllowed):
        people.substitute(absent=nga, substitute=minh, **period)  # type: ignore[arg-type]
    with pytest.raises(SubstitutionNotAllowed):
        people.substitute(absent=minh, substitute=nga, **period)  # type: ignore[arg-type]
    assert Substitution.objects.count() == 1
