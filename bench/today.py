"""What Today costs: after one year of daily entries, after ten, and against the floor.

The learner stands in the middle of the path, with 17 units done and one left out, and no
timer on. The floor shows the same learner; what it is stands in bench/floor.py.
"""

from bench.instance import instance
from bench.measure import Contender, cost_table, measure, options, ratio_table, ratios
from bench.pages import Browser, floor, product

OVER_THE_FLOOR = 1.5
TEN_YEARS_OVER_ONE = 1.1


def main() -> None:
    chosen = options(__doc__ or "", rounds=60, requests=10)
    with instance():
        contenders = _contenders()
        costs = measure(contenders, rounds=chosen.rounds, requests=chosen.requests)
        one, ten, least, sums, _few = range(len(contenders))
        print(cost_table(contenders, costs), end="\n\n")
        print(
            ratio_table(
                [
                    ratios("one year / the floor", costs, one, least, promise=OVER_THE_FLOOR),
                    ratios("one year / sums only", costs, one, sums),
                    ratios("ten years / one year", costs, ten, one, promise=TEN_YEARS_OVER_ONE),
                ]
            )
        )


def _contenders() -> list[Contender]:
    from bench import data  # noqa: PLC0415  models need the settings of the instance

    data.add_others()
    one_year = Browser(data.add_learner("one-year", data.A_YEAR))
    ten_years = Browser(data.add_learner("ten-years", 10 * data.A_YEAR))
    few = Browser(data.add_learner("ten-entries", 10))
    data.settle()
    learnpath, plain = product(), floor()
    return [
        Contender("Today, one year of entries", learnpath, lambda: one_year.get("/")),
        Contender("Today, ten years of entries", learnpath, lambda: ten_years.get("/")),
        Contender("the floor, one year of entries", plain, lambda: one_year.get("/floor/")),
        Contender("sums only, one year of entries", plain, lambda: one_year.get("/floor/sums/")),
        Contender("Today, ten entries", learnpath, lambda: few.get("/")),
    ]


if __name__ == "__main__":
    main()
