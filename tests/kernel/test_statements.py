"""Statements by hand: planned once, in Django's connection, with Django's errors."""

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from motcua.kernel.statements import ask, run

pytestmark = pytest.mark.django_db


def end_own_session() -> None:
    """The server hangs up, as it does when it is started again."""
    with pytest.raises(OperationalError), connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")


def test_a_statement_is_planned_once_per_connection(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    question = "SELECT $1::int + 1 AS planned_once"
    with django_assert_num_queries(3):
        assert [ask(question, [number])[0][0] for number in (1, 2, 3)] == [2, 3, 4]
    planned = "SELECT count(*), sum(generic_plans + custom_plans) FROM pg_prepared_statements WHERE statement = $1"
    assert ask(planned, [question]) == [(1, 3)]


def test_a_statement_without_rows_gives_none() -> None:
    assert run("UPDATE kernel_numbersequence SET last = $1 WHERE series = $2", [1, "none"]) == []


def test_errors_are_djangos_and_end_the_transaction() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        run("INSERT INTO kernel_numbersequence (series, last) VALUES ($1, $2), ($1, $2)", ["twice", 1])
    assert ask("SELECT count(*) FROM kernel_numbersequence WHERE series = $1", ["twice"]) == [(0,)]


@pytest.mark.django_db(transaction=True)
def test_a_requests_first_question_replaces_a_dead_connection() -> None:
    end_own_session()
    connection.errors_occurred, connection.health_check_done = False, False
    assert ask("SELECT 1") == [(1,)]


@pytest.mark.django_db(transaction=True)
def test_a_later_question_tells_of_a_dead_connection() -> None:
    ask("SELECT 1")
    connection.health_check_done = True
    end_own_session()
    with pytest.raises(OperationalError):
        ask("SELECT 1")
    connection.close()
