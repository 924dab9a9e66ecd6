"""Numbers run without gaps, whoever takes them and whatever is rolled back."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import close_old_connections, connection, transaction

from caruso.kernel.models import NumberSeries
from caruso.kernel.numbering import check_pattern, next_number


def take(year=2026, object="sales.invoice"):
    with transaction.atomic():
        return next_number(object, year, pattern="INV-{year}-{number:05}")


def test_each_object_and_year_counts_for_itself(db):
    assert [take(), take(), take(2027), take(object="sales.quote")] == [
        "INV-2026-00001",
        "INV-2026-00002",
        "INV-2027-00001",
        "INV-2026-00001",
    ]


def test_a_new_year_keeps_the_pattern_that_was_set(db):
    take()
    NumberSeries.objects.update(pattern="F/{number:03}/{yy}")
    assert take() == "F/002/26"
    assert take(2027) == "F/001/27"


def test_a_number_is_given_back_when_its_document_is_rolled_back(db):
    take()
    with pytest.raises(RuntimeError), transaction.atomic():
        assert next_number("sales.invoice", 2026) == "INV-2026-00002"
        raise RuntimeError
    assert take() == "INV-2026-00002"


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_no_number_is_given():
    with pytest.raises(transaction.TransactionManagementError):
        next_number("sales.invoice", 2026)
    assert not NumberSeries.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_get_different_numbers_without_a_gap():
    taken, failed = [], []
    start = threading.Barrier(6)

    def write():
        try:
            start.wait()
            for turn in range(10):
                try:
                    with transaction.atomic():
                        number = next_number("sales.order", 2026)
                        if turn % 3 == 2:
                            raise RuntimeError
                    taken.append(number)
                except RuntimeError:
                    pass
        except Exception as problem:
            failed.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    close_old_connections()
    assert not failed
    assert sorted(taken) == [f"2026-{number:05}" for number in range(1, len(taken) + 1)]
    assert len(taken) == 42


@pytest.mark.parametrize(
    "pattern", ["INV-{year}", "{number}", "{year}-{number}-{number}", "{year}{number}{x}", "{year}}{number"]
)
def test_a_pattern_with_numbers_that_would_repeat_or_mean_nothing_is_refused(pattern):
    with pytest.raises(ValidationError):
        check_pattern(pattern)


def test_patterns_are_not_python_formats(db):
    check_pattern("{number:05}/{yy}")
    with pytest.raises(ValidationError):
        check_pattern("{year.__class__}-{number}")
