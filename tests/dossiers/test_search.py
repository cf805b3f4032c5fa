"""Search: whole words of one's own agencies first, parts of words when there are none, nothing of others."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.queries.search import search
from tests.world import World, accepted_birth

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("text", ["Nguyễn Thị Tư", "tu nguyen", "025190001234", "0912345678", "TƯ  thị"])
def test_words_of_the_name_and_numbers_find_it(world: World, text: str) -> None:
    dossier = accepted_birth(world)
    assert search(world.actor("minh"), text) == [dossier]
    assert search(world.actor("son"), text) == []


@pytest.mark.parametrize("text", ["nguy thi", "0251900", "45678"])
def test_parts_of_words_find_it_when_no_word_does(world: World, text: str) -> None:
    dossier = accepted_birth(world)
    assert search(world.actor("minh"), text) == [dossier]
    assert search(world.actor("son"), text) == []


def test_all_words_have_to_match(world: World) -> None:
    accepted_birth(world)
    assert search(world.actor("minh"), "nguyen van") == []
    assert search(world.actor("minh"), "t") == []


def test_whoever_sees_everything_searches_everything(world: World) -> None:
    dossier = accepted_birth(world)
    assert search(world.actor("auditor"), "nguyen tu") == [dossier]


def test_words_are_looked_for_in_the_index_of_the_own_agencies(world: World) -> None:
    accepted_birth(world)
    with CaptureQueriesContext(connection) as statements:
        search(world.actor("minh"), "nguyen tu")
    asked = statements[-1]["sql"]
    assert "LIKE" not in asked
    with connection.cursor() as cursor:
        # with one dossier every index is as good
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("DROP INDEX dossier_of_holder")
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")
        cursor.execute(f"EXPLAIN {asked}")
        assert "dossier_words" in " ".join(line for (line,) in cursor.fetchall())
