"""Two people in the same moment, with real threads and real transactions."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction


def at_once(*calls: Callable[[], object]) -> list[object]:
    """Run the calls in threads that start together; give what each returned or raised."""
    barrier = threading.Barrier(len(calls))
    results: list[object] = [None] * len(calls)

    def run(place: int, call: Callable[[], object]) -> None:
        barrier.wait()
        results[place] = _outcome(call)

    threads = [threading.Thread(target=run, args=item) for item in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def overtaken(first: Callable[[], object], second: Callable[[], Any]) -> Any:
    """Let `first` write and commit after `second` has looked and before it writes.

    `second` runs in a thread and must come to wait for what `first` has written.
    """
    results: list[Any] = []
    thread = threading.Thread(target=lambda: results.append(_outcome(second)))
    with transaction.atomic():
        first()
        thread.start()
        while not _somebody_waits():
            assert thread.is_alive(), results
    thread.join()
    return results[0]


def _outcome(call: Callable[[], object]) -> object:
    try:
        return call()
    except Exception as error:
        return type(error)
    finally:
        connection.close()


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)"
            " WHERE NOT granted AND datname = current_database()"
        )
        return cursor.fetchone()[0] > 0
