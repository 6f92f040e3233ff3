"""Entries as CSV, out and in: tables of words on one side, staged rows on the other."""

MOST_BYTES = 25 * 1024 * 1024
MOST_ROWS = 200_000
