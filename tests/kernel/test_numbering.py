"""Numbers are given once, in order, without gaps."""

from threading import Thread

import pytest
from django.db import connection, transaction

from motcua.kernel.numbering import next_number


@pytest.mark.django_db
def test_every_series_counts_for_itself_from_one() -> None:
    assert [next_number("a"), next_number("a"), next_number("b"), next_number("a")] == [1, 2, 1, 3]


@pytest.mark.django_db
def test_an_act_that_fails_gives_its_number_back() -> None:
    next_number("a")
    with pytest.raises(RuntimeError), transaction.atomic():
        assert next_number("a") == 2
        raise RuntimeError("the act fails")
    assert next_number("a") == 2


@pytest.mark.django_db(transaction=True)
def test_acts_at_the_same_time_never_get_the_same_number() -> None:
    given: list[int] = []

    def act() -> None:
        try:
            for _ in range(25):
                with transaction.atomic():
                    given.append(next_number("a"))
        finally:
            connection.close()

    acts = [Thread(target=act) for _ in range(4)]
    for one in acts:
        one.start()
    for one in acts:
        one.join(60)
    assert sorted(given) == list(range(1, 101))
