"""Search over 6,000 procedures, and how its p95 grew from 600: `python bench/search.py [--rounds N]`.

The procedures are made up of the words of real ones: real names are taken apart and put together anew for sectors,
agencies and kinds of acts as the national catalogue has them, each with one published edition.
"""

import argparse
import random
import time
from datetime import UTC, date, datetime

from scratch import analyze, scratch_database

SMALL, LARGE = 600, 6000
P95_MAX_SECONDS = 0.150
"""What a person at the desk may wait for the first hits, server and network together."""
GROWTH_MAX = 10
"""Ten times the procedures; less than tenfold is better than reading them all."""
ACTS = (
    "Cấp", "Cấp lại", "Cấp đổi", "Gia hạn", "Thu hồi", "Phê duyệt", "Thẩm định", "Đăng ký", "Đăng ký thay đổi",
    "Xác nhận", "Công nhận", "Thông báo", "Chấp thuận", "Điều chỉnh", "Chấm dứt hoạt động", "Cho phép", "Miễn, giảm",
)  # fmt: skip
THINGS = (
    "giấy phép khai thác nước dưới đất", "chứng chỉ hành nghề đo đạc và bản đồ hạng II", "bảng kê lâm sản",
    "phương án quản lý rừng bền vững", "giấy chứng nhận đủ điều kiện kinh doanh thuốc", "giấy phép xây dựng",
    "giấy chứng nhận an toàn thực phẩm", "giấy phép lao động cho người nước ngoài", "chứng chỉ hành nghề luật sư",
    "giấy phép hoạt động điện lực", "giấy phép môi trường", "giấy chứng nhận đăng ký xe cơ giới",
    "quỹ đầu tư khởi nghiệp",
    "giấy phép lưu hành xe quá tải trọng", "giấy phép hoạt động tư vấn chuyên ngành điện", "quyền sử dụng đất",
    "giấy phép biên tập kênh chương trình nước ngoài", "giấy phép bán lẻ rượu", "đề án du lịch sinh thái",
    "giấy phép hoạt động khám bệnh, chữa bệnh", "hộ kinh doanh", "trợ cấp xã hội hằng tháng", "hội, quỹ từ thiện",
)  # fmt: skip
CIRCUMSTANCES = (
    "đối với tổ chức", "đối với cá nhân", "có yếu tố nước ngoài", "thuộc thẩm quyền cấp tỉnh", "tại khu vực biên giới",
    "trong trường hợp bị mất, hư hỏng", "có quy mô từ 5.000 m3/ngày đêm trở lên", "theo quy hoạch được duyệt",
    "do thay đổi địa chỉ trụ sở", "đối với hộ gia đình", "cấp xã", "lần đầu", "trong khu công nghiệp", "bằng ngân sách",
)  # fmt: skip
ASKED = (
    "dkks", "khai sinh", "giấy phép xây dựng", "giay phep", "cap lai chung chi hanh nghe", "ddawng kys hooj kinh doanh",
    "chugn chi hanh nghe", "giay phep moi truogn", "giấy phép môi trường đối với tổ chức", "thuoc", "1.9",
    "an toàn thực phẩm", "quyen su dung dat", "d9ang8 ky1 xe", "luat su", "khám bệnh", "tro cap xa hoi", "so do", "",
)  # fmt: skip
"""Acronyms, single words that fit many, long phrases, Telex and VNI left over, typing errors, and the whole list."""


def names() -> list[str]:
    """Every combination once, in an order that is the same every time."""
    made = [f"{act} {thing} {around}" for act in ACTS for thing in THINGS for around in CIRCUMSTANCES]
    made += [f"{act} {thing} {one} và {two}" for act in ACTS for thing in THINGS for one, two in (CIRCUMSTANCES[:2],)]
    made += [f"Thủ tục {name[0].lower()}{name[1:]}" for name in made[:1000]]
    random.Random(7).shuffle(made)
    return made


def fill(number: int) -> None:
    """Procedures with editions until there are so many."""
    from motcua.catalogue.actions.description import new_procedure
    from motcua.catalogue.models import Procedure, ProcedureEdition
    from motcua.catalogue.queries.editions import edition_in_force
    from motcua.catalogue.rules.document import to_json
    from motcua.catalogue.rules.edition import Text

    patterns = [edition_in_force(code, date(2026, 11, 1))[1] for code in ("1.004873", "1.001612", "1.013225")]
    there = Procedure.objects.count()
    made, numbered = [], zip(range(there, number), names()[there:], strict=False)
    for place, name in numbered:
        content = patterns[place % 3]
        changed = content.__class__(
            **vars(content) | {"name": Text(name, f"Procedure {place}"), "procedure": f"9.{place:06}", "acronyms": ()}
        )
        made.append((Procedure(code=changed.procedure, **new_procedure(changed)), changed))
    Procedure.objects.bulk_create((row for row, _ in made), batch_size=500)
    ProcedureEdition.objects.bulk_create(
        (
            ProcedureEdition(
                procedure=row,
                number=1,
                start=date(2025, 7, 1),
                published_at=datetime.now(UTC),
                document=to_json(content),
                sha256=row.code,
                source="bench",
            )
            for row, content in made
        ),
        batch_size=500,
    )
    assert Procedure.objects.count() == number
    analyze()


def p95(rounds: int) -> dict[str, float]:
    """Of each way of asking, over all words and rounds; seconds."""
    from motcua.catalogue.queries.finding import Wish, find
    from motcua.catalogue.queries.search import search

    today = date(2026, 11, 1)
    ways = {
        "first hits at the desk": lambda words: search(words, 6, on=today),
        "page with facets and counts": lambda words: find(Wish(text=words), today),
        "narrowed, page 2": lambda words: find(Wish(text=words, level="commune", page=2), today),
    }
    found = {}
    for name, way in ways.items():
        taken = []
        for turn in range(rounds + 1):
            for words in ASKED:
                began = time.perf_counter()
                way(words)
                if turn:  # the first one warms the caches
                    taken.append(time.perf_counter() - began)
        found[name] = sorted(taken)[int(len(taken) * 0.95)]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    given = parser.parse_args()
    with scratch_database("bench_search"):
        fill(SMALL)
        few = p95(given.rounds)
        fill(LARGE)
        many = p95(given.rounds)
    print(f"{'p95':32}{SMALL:>9} {LARGE:>9}   growth")
    for name, seconds in many.items():
        growth = seconds / few[name]
        print(f"{name:32}{few[name] * 1000:6.1f} ms {seconds * 1000:6.1f} ms {growth:7.1f}x", end="")
        print(f"   goal {P95_MAX_SECONDS * 1000:.0f} ms and under {GROWTH_MAX}x")


if __name__ == "__main__":
    main()
