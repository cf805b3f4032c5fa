"""People who do not know the catalogue find what they need: daily words, typing errors, facets, pages, life events."""

import unicodedata
from datetime import date, datetime

import pytest

from motcua.catalogue.actions.finding import import_finding_aids, import_life_events, load_finding
from motcua.catalogue.models import LifeEvent, Procedure
from motcua.catalogue.queries.finding import PAGE_ROWS, Order, Wish, find
from motcua.catalogue.queries.life_events import LifeEventUnknown, events_for, life_event, life_events
from motcua.catalogue.queries.search import search
from motcua.catalogue.rules.document import CatalogueFileFaulty
from motcua.directory.rules.actors import ActNotAllowed, Actor
from motcua.kernel.models import JournalEntry
from tests.world import World

DAY = date(2026, 9, 7)


@pytest.fixture
def loaded(world: World, steward: Actor, now: datetime) -> World:
    load_finding(actor=steward, at=now)
    return world


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("dang ky khai sinh", "1.001193"),
        ("dkks", "1.001193"),
        ("đăng kí khai sinh", "1.001193"),
        ("ddawng ky khai sinh", "1.001193"),
        ("d9a8ng ky1 khai sinh", "1.001193"),
        (unicodedata.normalize("NFD", "Đăng ký khai sinh"), "1.001193"),
        ("dang ky khia sinh", "1.001193"),
        ("chuwngs thuwcj", "2.001019"),
        ("chuwngs thuwcj chuwx kys", "2.000884"),
        ("xóa đăng ký thường trú", "1.003197"),
        ("xoá đăng ký thường trú", "1.003197"),
        ("hộ khẩu", "1.004222"),
        ("sổ đỏ", "1.013978"),
        ("bang lai xe", "3.000346"),
        ("giấy độc thân", "1.004873"),
        ("1001193", "1.001193"),
    ],
)
def test_the_first_one_found_is_the_one_meant(typed: str, code: str) -> None:
    assert find(Wish(text=typed), DAY).items[0].code == code


@pytest.mark.usefixtures("loaded")
def test_words_that_fit_nothing_are_said_to_be_near_or_find_nothing() -> None:
    assert find(Wish(text="dang ky khia sihn"), DAY).is_near
    assert not find(Wish(text="khai sinh"), DAY).is_near
    assert find(Wish(text="a" * 5000), DAY).page == 1
    for nonsense in ("xyzzy qwerty", "%", "_", "';--"):
        nothing = find(Wish(text=nonsense), DAY)
        assert (nothing.items, nothing.total, nothing.pages) == ([], 0, 1)


@pytest.mark.usefixtures("loaded")
def test_facets_narrow_and_count_what_each_choice_would_leave() -> None:
    everything = find(Wish(), DAY)
    assert everything.total == Procedure.objects.filter(editions__start__lte=DAY).distinct().count()
    by_sector = everything.counts["sector"]
    assert sum(by_sector.values()) == everything.total
    residence = find(Wish(sector="residence", audience="citizen"), DAY)
    assert residence.total == by_sector["residence"]
    assert {item.sector for item in residence.items} == {"residence"}
    assert residence.counts["sector"] == find(Wish(audience="citizen"), DAY).counts["sector"]
    assert residence.counts["agency"] == {"commune_police": residence.total}
    enterprises = find(Wish(audience="enterprise"), DAY)
    assert enterprises.total == everything.counts["audience"]["enterprise"]
    assert all("enterprise" in item.audiences for item in enterprises.items)
    assert find(Wish(online="yes"), DAY).total + find(Wish(online="no"), DAY).total == everything.total
    assert find(Wish(text="khai sinh", sector="land"), DAY).total == 0


@pytest.mark.usefixtures("loaded")
def test_pages_follow_one_another_in_the_order_asked_for() -> None:
    pages = [find(Wish(order=Order.NAME, page=page), DAY) for page in range(1, 4)]
    names = [item.name_vi for page in pages for item in page.items]
    assert len(names) == len(set(names)) == pages[0].total > 2 * PAGE_ROWS
    assert pages[0].pages == 3
    assert names.index("Cấp giấy phép lái xe") < names.index("Chấm dứt hoạt động hộ kinh doanh")
    assert names.index("Chấm dứt hoạt động hộ kinh doanh") < names.index("Đăng ký kết hôn")
    codes = [item.code for item in find(Wish(order=Order.CODE), DAY).items]
    assert codes == sorted(codes)


@pytest.mark.usefixtures("loaded")
def test_what_is_not_in_force_on_the_day_is_not_shown() -> None:
    assert find(Wish(text="karaoke"), date(2020, 1, 1)).total < find(Wish(text="karaoke"), DAY).total


@pytest.mark.usefixtures("loaded")
def test_the_eight_life_events_lead_to_procedures_that_are_there() -> None:
    guides = life_events()
    assert len(guides) == 8
    known = set(Procedure.objects.values_list("code", flat=True))
    for guide in guides:
        assert set(guide.procedures) <= known
        assert guide.shared
    assert [guide.key for guide in events_for("sinh con")] == ["birth"]
    assert [guide.key for guide in events_for("wedding")] == ["marriage"]
    assert events_for("qwerty") == []
    with pytest.raises(LifeEventUnknown):
        life_event("nothing")


def test_loading_twice_changes_nothing_and_keeps_what_was_edited(world: World, steward: Actor, now: datetime) -> None:
    load_finding(actor=steward, at=now)
    text = EVENT.replace("Đón bé", "Chào bé")
    assert import_life_events(text=text, name="x.yaml", actor=steward, at=now) == 1
    assert import_finding_aids(text=AIDS, name="y.yaml", actor=steward, at=now) == 1
    entries = JournalEntry.objects.count()
    assert load_finding(actor=steward, at=now) == (0, 0)
    assert life_event("birth").name.vi == "Chào bé"
    assert search("be moi ra doi", 5)[0].code == "1.001193"
    assert JournalEntry.objects.count() == entries


def test_faults_of_the_files_are_all_named_and_nothing_is_kept(world: World, steward: Actor, now: datetime) -> None:
    wrong = EVENT.replace("position: 1", "position: 0").replace('used_in: ["1.004222"]', 'used_in: ["9.999999"]')
    with pytest.raises(CatalogueFileFaulty) as refusal:
        import_life_events(text=wrong, name="x.yaml", actor=steward, at=now)
    assert {finding.code for finding in refusal.value.findings} == {"too_small", "event_shared_unknown"}
    with pytest.raises(CatalogueFileFaulty, match=r"8\.888888"):
        import_life_events(text=EVENT.replace("1.004222", "8.888888"), name="x.yaml", actor=steward, at=now)
    with pytest.raises(CatalogueFileFaulty, match=r"8\.888888"):
        import_finding_aids(text=AIDS.replace("1.001193", "8.888888"), name="y.yaml", actor=steward, at=now)
    assert not LifeEvent.objects.exists()


def test_only_stewards_take_them_in(world: World, officer: Actor, now: datetime) -> None:
    for act, text in ((import_life_events, EVENT), (import_finding_aids, AIDS)):
        with pytest.raises(ActNotAllowed):
            act(text=text, name="x.yaml", actor=officer, at=now)


EVENT = """
events:
  - key: birth
    position: 1
    name: {vi: Đón bé, en: Baby}
    summary: {vi: Khai sinh và thường trú, en: Birth and residence}
    words: [em bé]
    parts:
      - title: {vi: Theo thứ tự, en: In this order}
        steps:
          - {procedure: "1.001193", note: null}
          - {procedure: "1.004222", note: {vi: Nếu cần, en: If needed}}
    shared:
      - {name: {vi: Giấy khai sinh, en: Birth certificate}, given_in: "1.001193", used_in: ["1.004222"]}
    source: thử nghiệm
    certainty: own_knowledge
"""
AIDS = """
aids:
  - {procedure: "1.001193", also: [bé mới ra đời], audiences: [citizen]}
"""
