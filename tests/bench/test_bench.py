"""The benchmarks run and print their tables. What they measure is nobody's test."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.template import template

ROOT = Path(__file__).parent.parent.parent
ROUNDS = ["--rounds", "1", "--requests", "2"]

pytestmark = pytest.mark.process


@pytest.mark.parametrize(
    ("command", "options", "rows"),
    [
        (
            "bench.csv",
            ["--rows", "50"],
            [
                "seconds",
                "import, read",
                "import, add",
                "import, both",
                "again, read",
                "again, add",
                "export",
                "Promised: 20,000 rows a second read, written to the log and taken out, each;"
                " at most 32 MiB more; 0 added again.",
            ],
        ),
        (
            "bench.today",
            ROUNDS,
            [
                "ms a request",
                "Today, one year of entries",
                "Today, ten years of entries",
                "the floor, one year of entries",
                "sums only, one year of entries",
                "Today, ten entries",
                "ratio, by round",
                "one year / the floor",
                "one year / sums only",
                "ten years / one year",
            ],
        ),
        (
            "bench.nudges",
            ["--few", "20", "--many", "30", "--due", "10", "--messages", "20"],
            [
                "learners",
                "20",
                "30",
                "planned and claimed, many / few",
                "to the server",
                "ticks, 0 ms",
                "bare loop, 0 ms",
                "ticks, 100 ms",
                "bare loop, 100 ms",
            ],
        ),
        (
            "bench.nudge_crash",
            ["--nudges", "20", "--naive", "5", "--every-ms", "300"],
            [
                "design",
                "claim, gate, send, record, reap",
                "select, send, then mark",
                "twice: copies beyond the first. lost: never delivered, and nobody is told.",
                "uncertain: listed for the operator as perhaps sent; arrived: of those.",
            ],
        ),
        (
            "bench.forecast",
            ["--learners", "2", "--rounds", "2"],
            [
                "of learners",
                *(
                    f"{kind}, {weeks} weeks"
                    for kind in ("drifting", "calm", "by habit")
                    for weeks in (3, 4, 6, 8, 12)
                ),
                "ms of CPU",
                "fast, 3 weeks",
                "usual, 12 weeks",
                "slow, 12 weeks",
                "Promised: 75 to 92 % inside; under 30 ms a forecast.",
            ],
        ),
        (
            "bench.portfolio",
            ROUNDS,
            [
                "ms a request",
                "Today, one year of entries",
                "public page, made anew",
                "public page, from memory",
                "public page, asked again",
                "by one process",
                "Today, one year of entries",
                "public page, made anew",
                "public page, from memory",
                "public page, asked again",
                "ratio, by round",
                "made anew / Today",
                "from memory / Today",
                "asked again / Today",
                "Promised: at most 8 queries however many items.",
            ],
        ),
        (
            "bench.mentoring",
            ["--few", "20", "--many", "200", "--reviews", "50", "--mentors", "2", *ROUNDS],
            [
                "ms a request",
                "first page, 20 open",
                "first page, 200 open",
                "deep page, 20 open",
                "deep page, 200 open",
                "ms a request",
                "claim, 20 open",
                "claim, 200 open",
                "ratio, by round",
                "first page, many / few",
                "the same, Postgres alone",
                "deep page, many / few",
                "the same, Postgres alone",
                "claim, many / few",
                "the same, Postgres alone",
                "at once",
                "8 mentors",
                "ms by the clock",
                "queue()",
                "queue(), 88 claimed",
                "waits()",
                "metrics()",
                "Promised: 100 claims a second, none twice, at most 4 in one hand.",
            ],
        ),
        (
            "bench.log_entry",
            ROUNDS,
            [
                "ms a request",
                "Learnpath",
                "the floor",
                "ratio, by round",
                "Learnpath / the floor",
                "the same, by the clock",
            ],
        ),
    ],
)
def test_bench_prints_its_table(command, options, rows):
    assert _printed(command, options) == rows


def test_bench_of_the_admin_prints_a_row_for_each_list_search_and_filter():
    sizes = ["--learners", "60", "--entries", "600", "--changes", "2", "--rounds", "0"]

    rows = _printed("bench.admin", [*sizes, "--apps", "study"])

    assert rows[:4] == [
        "60 learners, 600 entries, 360 rows of history",
        "once a night",
        "what it takes",
        "ms, the slowest answer",
    ]
    for name in ("entries", "enrolments", "backgrounds", "completions", "skips", "forecasts"):
        assert {f"study {name}", f"study {name}, nobody-at-all"} <= set(rows)
    assert {"study entries, source__exact=import", "study entries, kind__exact=watch"} <= set(rows)
    assert rows[-3:] == ["what it takes", "the slowest", "Promised: every list within 1 s of CPU."]


def _printed(command, options):
    """The first cell of each line that a bench prints, and nothing beside them."""
    process = subprocess.run(
        [sys.executable, "-m", command, *options],
        cwd=ROOT,
        env=os.environ | {"BENCH_TEMPLATE": template()},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (process.returncode, process.stderr) == (0, "")
    return [line.split("  ")[0] for line in process.stdout.splitlines() if line]
