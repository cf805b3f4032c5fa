"""Reference data is kept until its topic's number moves, and never longer."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries

from motcua.kernel.reference import kept, one_look

TOPIC = "test_colours"


@pytest.fixture
def colours(db: None) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE test_colour (name text);"
            "CREATE TRIGGER colour_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON test_colour"
            f" FOR EACH STATEMENT EXECUTE FUNCTION kernel_reference_changed('{TOPIC}')"
        )
    return None


def write(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def names(colours: None) -> Callable[..., list[str]]:
    @kept(TOPIC)
    def names(start: str = "") -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM test_colour WHERE starts_with(name, %s) ORDER BY 1", [start])
            return [name for (name,) in cursor.fetchall()]

    return names


def test_an_answer_is_kept_by_its_arguments(
    names: Callable[..., list[str]], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    write("INSERT INTO test_colour VALUES ('red'), ('green')")
    assert names() == ["green", "red"] and names("r") == ["red"]
    with django_assert_num_queries(3):
        assert names() is names() and names("r") == ["red"]


@pytest.mark.parametrize(
    ("change", "left"),
    [
        ("INSERT INTO test_colour VALUES ('blue')", ["blue", "red"]),
        ("UPDATE test_colour SET name = 'pink'", ["pink"]),
        ("DELETE FROM test_colour", []),
        ("TRUNCATE test_colour", []),
    ],
)
def test_no_change_is_missed(names: Callable[..., list[str]], change: str, left: list[str]) -> None:
    write("INSERT INTO test_colour VALUES ('red')")
    assert names() == ["red"]
    write(change)
    assert names() == left


def test_what_was_seen_in_a_transaction_that_is_rolled_back_is_not_given_out_again(
    names: Callable[..., list[str]],
) -> None:
    write("INSERT INTO test_colour VALUES ('red')")
    assert names() == ["red"]
    with transaction.atomic():
        write("INSERT INTO test_colour VALUES ('blue')")
        assert names() == ["blue", "red"]
        transaction.set_rollback(True)
    assert names() == ["red"]
    write("INSERT INTO test_colour VALUES ('green')")
    assert names() == ["green", "red"]


def test_a_request_looks_once_and_the_next_one_sees_the_change(
    names: Callable[..., list[str]], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    write("INSERT INTO test_colour VALUES ('red')")
    names()
    with one_look(), django_assert_num_queries(1):
        assert names() == names() == ["red"]
    write("DELETE FROM test_colour")
    with one_look():
        assert names() == []


def test_nothing_is_kept_of_a_topic_without_a_number(names: Callable[..., list[str]]) -> None:
    write("INSERT INTO test_colour VALUES ('red')")
    assert names() == ["red"]
    write("DELETE FROM kernel_referencenumber")
    write("ALTER TABLE test_colour DISABLE TRIGGER ALL")
    write("DELETE FROM test_colour")
    assert names() == []
