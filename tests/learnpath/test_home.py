import os
import tempfile
from pathlib import Path

from learnpath.home import LONGEST_SOCKET_PATH, POSTGRES_SOCKET, VALKEY_SOCKET, Home


def test_home_keeps_everything_in_one_folder() -> None:
    home = Home(Path("/srv/learnpath"))

    paths = [
        home.postgres, home.valkey, home.mail, home.static, home.secret_key,
        home.beat_schedule, home.lock, home.run,
    ]  # fmt: skip

    assert {path.parent for path in paths} == {home.path}
    assert len(set(paths)) == len(paths)


def test_home_run_stays_inside_while_the_socket_names_fit() -> None:
    longest = Path("/" + "x" * (LONGEST_SOCKET_PATH - len(f"//run/{POSTGRES_SOCKET}")))

    home = Home(longest)

    assert home.run == longest / "run"
    assert len(os.fsencode(home.run / POSTGRES_SOCKET)) == LONGEST_SOCKET_PATH


def test_home_run_of_a_long_path_is_a_short_folder_of_its_own() -> None:
    one = Home(Path("/" + "x" * LONGEST_SOCKET_PATH))
    other = Home(Path("/" + "y" * LONGEST_SOCKET_PATH))

    assert one.run.parent == Path(tempfile.gettempdir())
    assert one.run != other.run
    assert one.run == Home(one.path).run
    assert len(os.fsencode(one.run / POSTGRES_SOCKET)) <= LONGEST_SOCKET_PATH


def test_home_run_counts_bytes_not_letters() -> None:
    home = Home(Path("/" + "ü" * 60))

    assert home.run.parent == Path(tempfile.gettempdir())


def test_home_database_url_quotes_the_folder() -> None:
    home = Home(Path("/srv/learn path/é"))

    assert (
        home.database_url
        == "postgresql://learnpath@/learnpath?host=%2Fsrv%2Flearn%20path%2F%C3%A9%2Frun"
    )


def test_home_redis_url_names_the_socket() -> None:
    home = Home(Path("/srv/learnpath"))

    assert home.redis_url == f"unix:///srv/learnpath/run/{VALKEY_SOCKET}"
