"""Minutes of a unit, shared out among its steps."""

from collections.abc import Sequence


class TooShortError(Exception):
    """It has more steps than that many minutes: each takes one at least."""


def share_out(minutes: int, parts: Sequence[int]) -> list[int]:
    """Share minutes out in proportion: in fives where they come out even, and at least one each.

    What is left over by rounding down goes to the parts that lost most by it, the first of them
    first. Raises `TooShortError`.
    """
    if len(parts) > minutes:
        raise TooShortError
    grain = 5 if minutes % 5 == 0 and 5 * len(parts) <= minutes else 1
    grains, whole = minutes // grain, sum(parts)
    spare = grains - len(parts)  # each part has one grain to begin with
    wanted = [max(0, grains * part / whole - 1) for part in parts]
    scale = spare / sum(wanted) if sum(wanted) else 0
    exact = [share * scale for share in wanted]
    given = [int(share) for share in exact]
    by_loss = sorted(range(len(parts)), key=lambda n: (given[n] - exact[n], n))
    for n in range(spare - sum(given) if parts else 0):
        given[by_loss[n % len(parts)]] += 1
    return [grain * (1 + share) for share in given]
