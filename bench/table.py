"""Rows of figures, laid out for a terminal."""


def table(rows: list[tuple[str, ...]]) -> str:
    """Lay out rows of cells: the first to the left, the others to the right of their columns."""
    first, *others = ([len(cell) for cell in column] for column in zip(*rows, strict=True))
    widths = [max(10, max(lengths) + 2 if max(lengths) >= 10 else 0) for lengths in others]
    return "\n".join(
        row[0].ljust(max(first))
        + "".join(cell.rjust(width) for cell, width in zip(row[1:], widths, strict=True))
        for row in rows
    )
