"""Benchmarks: commands that hold what we promise of speed against a run, and print a table."""
