"""Pages of words: reassurance, two stories, notes from 2017."""

from playwright.sync_api import Page

from tests.e2e.pages.registry import Visit, shows


@shows("curriculum:not-needed")
def not_needed(visit: Visit) -> Page:
    return visit.open("/path/what-you-do-not-need/")


@shows("curriculum:two-stories")
def two_stories(visit: Visit) -> Page:
    return visit.open("/path/two-stories/")


@shows("curriculum:history")
def history(visit: Visit) -> Page:
    return visit.open("/path/notes-from-2017/")
