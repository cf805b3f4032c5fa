"""Which new unit took over which old one: resolving the published mapping, and following units through time."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import cos, hypot, radians

NEAR_KM = 15.0
"""A part of a commune does not go to a commune farther away than this, unless its own district went there."""
DOUBTFUL_KM = 30.0
"""A commune whose point is farther than this from all the communes it was made of has a wrong point."""
DEGREE_KM = 111.2

Point = tuple[float, float]
"""Latitude and longitude."""


@dataclass(frozen=True)
class OldCommune:
    """A commune (or an island district without communes) before 01/07/2025."""

    key: str
    district: str
    name_key: str
    point: Point | None


@dataclass(frozen=True)
class Succession:
    """From an old commune to a new one; `is_default` marks the one to propose of several."""

    old: str
    new: str
    is_split: bool
    is_default: bool


def distance_km(a: Point, b: Point) -> float:
    """Distance on the ground, good enough within one country."""
    return DEGREE_KM * hypot(a[0] - b[0], (a[1] - b[1]) * cos(radians(a[0])))


def resolve_namesakes(
    successions: Sequence[Succession],
    old_communes: Mapping[str, OldCommune],
    province_of: Mapping[str, str],
    points: Mapping[str, Point],
) -> tuple[list[Succession], list[Succession]]:
    """The successions without the parts that the mapping gave to a namesake, and those parts.

    Old communes of one name in different districts of one new province share their lists of parts in the published
    mapping: Thạnh Quới of Vĩnh Thạnh is listed as going partly to Gia Hòa, 99 km away, where its namesake of
    Mỹ Xuyên went. A part is kept when other communes of the same district went there, or when it is near. When the
    namesakes have the same list and their districts divide it between them, the districts alone decide.
    """
    kin = {(old_communes[s.old].district, s.new) for s in successions if not s.is_split}
    parts: dict[str, list[Succession]] = defaultdict(list)
    for s in successions:
        if s.is_split:
            parts[s.old].append(s)
    namesakes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for old, its_parts in parts.items():
        namesakes[province_of[its_parts[0].new], old_communes[old].name_key].append(old)
    dropped: set[tuple[str, str]] = set()
    for group in namesakes.values():
        if len(group) < 2:
            continue
        lists = {frozenset(s.new for s in parts[old]) for old in group}
        joined = {old: {s.new for s in parts[old] if (old_communes[old].district, s.new) in kin} for old in group}
        whole_list, in_all = len(next(iter(lists))), len(set[str]().union(*joined.values()))
        divided = len(lists) == 1 and all(joined.values()) and whole_list == in_all == sum(map(len, joined.values()))
        for old in group:
            for s in parts[old]:
                point = old_communes[old].point
                is_near = point is not None and distance_km(point, points[s.new]) <= NEAR_KM
                if s.new not in joined[old] and (divided or not is_near):
                    dropped.add((old, s.new))
    kept = [s for s in successions if (s.old, s.new) not in dropped]
    left = Counter(s.old for s in kept)
    with_default = {s.old for s in kept if s.is_default}
    resolved = [
        replace(s, is_split=left[s.old] > 1, is_default=s.is_default or (left[s.old] == 1))
        for s in kept
        if s.old in with_default or left[s.old] == 1
    ]
    assert len(resolved) == len(kept), "a divided commune lost its default successor"
    return resolved, [s for s in successions if (s.old, s.new) in dropped]


def mistaken_points(points: Mapping[str, Point], origins: Mapping[str, Sequence[Point]]) -> dict[str, Point]:
    """New communes whose published point lies far from everything they were made of, with the middle of that.

    Only where at least two origins agree with each other.
    """
    better: dict[str, Point] = {}
    for new, point in points.items():
        from_points = origins.get(new, ())
        if len(from_points) < 2 or any(distance_km(point, origin) <= DOUBTFUL_KM for origin in from_points):
            continue
        middle = (
            sum(origin[0] for origin in from_points) / len(from_points),
            sum(origin[1] for origin in from_points) / len(from_points),
        )
        if all(distance_km(middle, origin) <= NEAR_KM for origin in from_points):
            better[new] = middle
    return better


def main_successor(name: str, successors: Mapping[str, str], weights: Mapping[str, int]) -> str:
    """Of several successors (key → name), the one of the same name, else the one that took most, else the first key."""
    return min(successors, key=lambda key: (successors[key] != name, -weights.get(key, 0), key))
