"""Learners to measure with. The same in every run, but for the dates, which end today."""

from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.db import connection
from django.utils import timezone

from accounts.models import User
from curriculum.models import Edition, Module, Unit
from curriculum.queries import current_edition
from portfolio.models import Item
from study.models import Completion, Enrolment, Entry, EntryKind, Skip

A_YEAR = 365
# Others in the tables, so that finding one learner's rows takes an index.
OTHERS = 20
UNITS_DONE = 17
KINDS = EntryKind.values
MENTORS = 1_000  # the second half of whom have claims

# Mentors, and learners with at most three open requests each.
_PEOPLE = """
    INSERT INTO accounts_user (
        password, is_superuser, email, handle, display_name, time_zone, week_start,
        day_starts_at, colour_scheme, is_staff, is_active
    )
    SELECT '!', false, handle || '@example.org', handle, 'Ada Lovelace', 'UTC', 1, 0, 'system',
        false, true
    FROM (
        SELECT 'learner-' || n AS handle FROM generate_series(0, %(learners)s - 1) AS n
        UNION ALL SELECT 'mentor-' || n FROM generate_series(0, %(mentors)s - 1) AS n
    ) AS people;
"""
# Copies of one item, but for these columns; an item for each request.
_ITEMS = {
    "id": "gen_random_uuid()",
    "learner_id": "person.id",
    "kind": "(ARRAY['blog', 'app', 'answer', 'experiment', 'open_source'])[1 + mod(n, 5)]",
    "title": "'A bird classifier, part ' || n",
    "slug": "'part-' || n",
}
_COPY_ITEM = """
    INSERT INTO portfolio_item ({columns}) SELECT {values}
    FROM portfolio_item AS one
    CROSS JOIN generate_series(0, %(requests)s - 1) AS n
    JOIN accounts_user AS person ON handle = 'learner-' || mod(n, %(learners)s)
    WHERE one.slug = ''
"""
# A year of answered requests with their talks, then ninety days of open ones: of these one in
# seven is about the whole portfolio, one in fifty claimed, one in two hundred by invitation.
_REVIEWS = """
    INSERT INTO mentoring_mentor (person_id, reviews_a_week, kinds, modules)
    SELECT id, 20, '{}', '{}' FROM accounts_user WHERE starts_with(handle, 'mentor-');
    INSERT INTO mentoring_block (blocker_id, blocked_id)
    SELECT learner.id, mentor.id
    FROM generate_series(3, least(%(learners)s, %(requests)s) - 1, 50) AS n
    JOIN accounts_user AS learner ON learner.handle = 'learner-' || n
    JOIN accounts_user AS mentor ON mentor.handle = 'mentor-' || mod(n / 50, %(mentors)s);
    INSERT INTO mentoring_reviewrequest (
        id, learner_id, item_id, kind, title, module, domain, round, asked_at, state, settled_at
    )
    SELECT gen_random_uuid(), item.learner_id, item.id, item.kind, item.title, '', '', 1,
        began - (1 + mod(n * 37, 240)) * interval '1 hour', 'reviewed', began
    FROM (
        SELECT n, now() - interval '365 days' * (%(reviews)s - n) / %(reviews)s AS began
        FROM generate_series(0, %(reviews)s - 1) AS n
    ) AS answered
    JOIN portfolio_item AS item ON slug = 'part-' || mod(n, %(requests)s)
    ORDER BY n;
    INSERT INTO mentoring_review (
        id, request_id, mentor_id, rubric, next_step, began_at, turn, turn_since, closed_at,
        ended, rating, thanks, learner_shows, mentor_shows
    )
    SELECT gen_random_uuid(), answered.id, mentor.id,
        '[{"question": "Is it clear?", "judgement": "good", "words": "Yes, mostly."}]',
        'Look at the errors first.', settled_at,
        CASE WHEN closed THEN '' ELSE (ARRAY['learner', 'mentor'])[1 + mod(n, 2)] END,
        CASE WHEN NOT closed THEN settled_at END,
        CASE WHEN closed THEN settled_at + interval '20 days' END,
        CASE WHEN closed THEN (ARRAY['learner', 'mentor', 'learner_lapsed'])[1 + mod(n, 3)]
            ELSE '' END,
        CASE WHEN closed THEN (ARRAY['helpful', 'helpful', 'not_helpful', ''])[1 + mod(n, 4)]
            ELSE '' END,
        '', false, false
    FROM (
        SELECT id, settled_at, settled_at < now() - interval '30 days' AS closed,
            row_number() OVER (ORDER BY settled_at) AS n
        FROM mentoring_reviewrequest
    ) AS answered
    JOIN accounts_user AS mentor ON handle = 'mentor-' || mod(n, %(mentors)s);
    INSERT INTO mentoring_post (review_id, side, author_id, text, posted_at)
    SELECT review.id, (ARRAY['mentor', 'learner'])[1 + mod(n, 2)],
        CASE mod(n, 2) WHEN 0 THEN review.mentor_id ELSE request.learner_id END,
        repeat('What did the classifier say of birds it had never seen? ', 8),
        began_at + n * interval '20 hours'
    FROM mentoring_review AS review
    JOIN mentoring_reviewrequest AS request ON request.id = review.request_id
    CROSS JOIN generate_series(0, 3) AS n
    WHERE began_at + n * interval '20 hours' <= now()
    ORDER BY began_at, n;
    INSERT INTO mentoring_reviewrequest (
        id, learner_id, item_id, kind, title, module, domain, round, asked_at, state, slot,
        claimed_by_id, claim_slot, claimed_until, invited_id
    )
    SELECT gen_random_uuid(), item.learner_id, CASE WHEN NOT whole THEN item.id END,
        CASE WHEN whole THEN 'portfolio' ELSE item.kind END,
        CASE WHEN whole THEN '' ELSE item.title END,
        CASE WHEN whole OR mod(n, 10) = 4 THEN '' ELSE (%(modules)s::text[])[
            1 + mod(n / 5, cardinality(%(modules)s::text[]))] END,
        CASE WHEN mod(n, 3) > 0 THEN (%(domains)s::text[])[
            1 + mod(n / 7, cardinality(%(domains)s::text[]))] ELSE '' END,
        1, now() - interval '90 days' * (%(requests)s - n) / %(requests)s, 'waiting',
        1 + n / %(learners)s, holder.id, CASE WHEN holder.id > 0 THEN 1 + 2 * (n / 50) /
            %(mentors)s END, CASE WHEN holder.id > 0 THEN now() + interval '1 hour' END, guest.id
    FROM (
        SELECT n, mod(mod(n, %(learners)s), 7) = n / %(learners)s AS whole
        FROM generate_series(0, %(requests)s - 1) AS n
    ) AS asked
    JOIN portfolio_item AS item ON slug = 'part-' || n
    LEFT JOIN accounts_user AS holder ON mod(n, 50) = 25 AND n / 50 < 2 * %(mentors)s
        AND holder.handle = 'mentor-' || %(mentors)s / 2 + mod(n / 50, %(mentors)s / 2)
    LEFT JOIN accounts_user AS guest ON mod(n, 200) = 7
        AND guest.handle = 'mentor-' || mod(n / 200, %(mentors)s)
    ORDER BY n;
    INSERT INTO mentoring_snapshot (request_id, learner_id, question, parts)
    SELECT id, learner_id, 'Would you trust it, and what would you try next?', jsonb_build_array(
        jsonb_build_object('item', item_id, 'kind', kind, 'title', title, 'url', '', 'minutes',
            null, 'facts', '[]'::jsonb, 'units', '[]'::jsonb, 'text', words))
    FROM mentoring_reviewrequest
    CROSS JOIN LATERAL (
        SELECT string_agg('Photograph ' || md5(id::text || line) || ' is of a bird that the'
            ' classifier took for another one, since the light was low.', E'\n') AS words
        FROM generate_series(1, 24) AS line
    ) AS text
    WHERE learner_id > 0;
"""
_DOMAINS = [
    "law", "medicine", "nursing", "teaching", "farming", "music", "film", "sport", "retail",
    "logistics", "banking", "insurance", "energy", "physics", "chemistry", "biology", "ecology",
    "history", "languages", "journalism", "design", "games",
]  # fmt: skip


def add_learner(handle: str, days: int) -> User:
    """Add a learner in the middle of the path, with an entry a day for `days` days."""
    learner = User(email=f"{handle}@example.org", handle=handle, display_name="Ada Lovelace")
    learner.set_unusable_password()
    learner.save()
    edition, today = _edition(), learner.study_day(timezone.now())
    Enrolment.objects.create(
        learner=learner, edition=edition, started_on=today - timedelta(days=max(days, A_YEAR))
    )
    units = list(Unit.objects.filter(placements__edition=edition).order_by("placements__position"))
    Completion.objects.bulk_create(
        Completion(learner=learner, unit=unit, day=today) for unit in units[:UNITS_DONE]
    )
    Skip.objects.create(learner=learner, unit=units[UNITS_DONE], reason="I know this already.")
    Entry.objects.bulk_create(
        (_entry(learner, units, today, age) for age in range(days)), batch_size=2000
    )
    return learner


def add_others() -> None:
    for number in range(OTHERS):
        add_learner(f"other-{number}", A_YEAR)


def add_people(requests: int) -> None:
    """Add mentors, and learners with an item for each of so many requests."""
    _write(_PEOPLE, requests, {})
    person = User.objects.get(handle="learner-0")
    Item.objects.create(
        learner=person, kind="blog", visibility="mentors", title="Birds", draft="Birds."
    )
    columns = [field.column for field in Item._meta.concrete_fields if not field.generated]
    values = ", ".join(_ITEMS.get(column, f"one.{column}") for column in columns)
    _write(_COPY_ITEM.format(columns=", ".join(columns), values=values), requests, {})


def add_reviews(size: str, *, of_all: int, requests: int, reviews: int) -> None:
    """Give a size of its own tables of mentoring, filled from the people for `of_all` requests."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {size}")
    look_at(size)
    with connection.schema_editor() as editor:
        for model in apps.get_app_config("mentoring").get_models():
            editor.create_model(model)
    modules = list(Module.objects.filter(edition=_edition()).values_list("slug", flat=True))
    more = {"requests": requests, "reviews": reviews, "modules": modules, "domains": _DOMAINS}
    _write(_REVIEWS, of_all, more)


def look_at(size: str) -> None:
    """From now on this connection sees the requests and reviews of one size; people are the same."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET search_path TO {size}, public")


def mentors(first: int, count: int) -> list[User]:
    handles = [f"mentor-{number}" for number in range(first, first + count)]
    return list(User.objects.filter(handle__in=handles).order_by("pk"))


def first_unit() -> Unit:
    return Unit.objects.get(placements__edition=_edition(), placements__position=1)


def settle() -> None:
    """Leave the tables as autovacuum leaves them: statistics fresh, index-only scans possible."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("VACUUM (ANALYZE)")
        cursor.execute("RESET statement_timeout")


def _write(statements: str, of_all: int, more: dict[str, Any]) -> None:
    """Run them one after another, for as long as they take."""
    values = {"requests": of_all, "learners": max(1, of_all * 2 // 5), "mentors": MENTORS} | more
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        for statement in statements.split(";\n"):
            if statement.strip():
                cursor.execute(statement, values)
        cursor.execute("RESET statement_timeout")


def _edition() -> Edition:
    edition = current_edition()
    if edition is None:
        raise SystemExit("The instance has no edition.")
    return edition


def _entry(learner: User, units: list[Unit], today: date, age: int) -> Entry:
    return Entry(
        learner=learner,
        unit=units[age % len(units)] if age % 3 else None,
        day=today - timedelta(days=age),
        minutes=15 + age * 37 % 120,
        kind=KINDS[age % len(KINDS)],
        note="Read on, took notes, tried the examples." if age % 2 else "",
    )
