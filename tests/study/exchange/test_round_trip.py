"""What goes out comes in again, equal, for anybody."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as DjangoTestCase

from study.exchange.texts import UnreadableError
from study.exchange.writing import entries_as_csv
from study.models import Entry, EntryKind
from tests.factories import EntryFactory, UnitFactory, UserFactory
from tests.study.exchange.bringing import TODAY, bring, read

pytestmark = pytest.mark.django_db


class TestRoundTrip(DjangoTestCase):
    notes = st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30
    ) | st.text(st.sampled_from("'=+-@\t\r\n\"，＝,; é"), max_size=10)  # noqa: RUF001
    entries = st.lists(
        st.tuples(
            st.dates(date(2000, 1, 1), TODAY),
            st.integers(1, 140),
            st.sampled_from(EntryKind.values),
            notes,
            st.booleans(),
        ),
        max_size=10,
    )

    @given(entries=entries)
    @settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
    def test_entries_exported_and_imported_by_somebody_else_are_equal(self, entries):
        mine, other = UserFactory(), UserFactory()
        unit = UnitFactory(title='=Über, "units"')
        for day, minutes, kind, note, has_unit in entries:
            EntryFactory(
                learner=mine, day=day, minutes=minutes, kind=kind, note=note,
                unit=unit if has_unit else None,
            )  # fmt: skip
        content = "".join(entries_as_csv(mine)).encode()

        if entries:
            assert bring(other, content) == len(entries)
            assert bring(mine, content) == 0
        else:
            with pytest.raises(UnreadableError):
                read(other, content)

        fields = ["day", "minutes", "kind", "note", "unit_id"]
        assert sorted(Entry.objects.filter(learner=mine).values_list(*fields), key=repr) == sorted(
            Entry.objects.filter(learner=other).values_list(*fields), key=repr
        )
