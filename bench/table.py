"""Rows of figures, laid out for a terminal."""


def table(rows: list[tuple[str, ...]]) -> str:
    width = max(len(row[0]) for row in rows)
    return "\n".join(
        row[0].ljust(width) + "".join(cell.rjust(10) for cell in row[1:]) for row in rows
    )
