"""Arithmetic about the time ahead and behind: pure, so no Django, no database, no clock.

Days are dates on the learner's calendar, times are minutes. What is asked of a week, what a
plan holds, when somebody may finish, which weeks count: each is one module here.
"""
