"""What must be true of a curriculum beyond its form: sums, order, references.

Rules that only describe the built-in path (its size, its five kinds of portfolio item, what
each of its units has) are asked of the path with its slug and of no other.
"""

from collections.abc import Hashable, Iterable

from curriculum.importer.basis import has_basis
from curriculum.importer.reading import Document, Place
from curriculum.importer.schema import (
    CurriculumFile,
    ModuleForm,
    TrackForm,
    UnitForm,
    Yardstick,
)
from curriculum.models import ItemKind

BUILT_IN = "learnpath-70"
BUILT_IN_MINUTES = 70 * 60
# The front page of the course that the built-in path follows; no single unit needs it.
COURSE_HOME = "pdl-home"


def check_curriculum(document: Document, path: CurriculumFile) -> None:
    """Add to the document's faults whatever does not add up."""
    checker = _Checker(document, path)
    checker.resources()
    checker.modules()
    checker.units()
    checker.tracks()
    checker.rest()
    if checker.is_built_in:
        checker.built_in()


def refuse_repeats(document: Document, what: str, values: Iterable[tuple[Hashable, Place]]) -> None:
    """Refuse each value that stood in the file before, and say where."""
    first: dict[Hashable, int] = {}
    for value, place in values:
        line = document.line(*place)
        if value in first:
            document.refuse(line, f"{what} {value} twice, first on line {first[value]}")
        else:
            first[value] = line


def _minutes(hours: int | None, otherwise: int) -> int:
    return otherwise if hours is None else hours * 60


def _and_hours(hours: int | None) -> str:
    return "" if hours is None else f" and {hours} hours"


class _Checker:
    """The checks of one curriculum file, with what several of them need to know."""

    def __init__(self, document: Document, path: CurriculumFile) -> None:
        self.document = document
        self.path = path
        self.is_built_in = path.meta.slug == BUILT_IN
        self.placed: list[tuple[UnitForm, Place]] = [
            (unit, ("modules", m, "units", u))
            for m, module in enumerate(path.modules)
            for u, unit in enumerate(module.units)
        ]
        self.position = {unit.slug: n for n, (unit, _) in reversed([*enumerate(self.placed)])}
        self.module_slugs = {module.slug for module in path.modules}
        self.used: set[str] = {COURSE_HOME} if self.is_built_in else set()

    def need(self, is_true: bool, place: Place, reason: str) -> None:
        if not is_true:
            self.document.refuse(self.document.line(*place), reason)

    def need_resource(self, slug: str, place: Place, owner: str) -> None:
        self.used.add(slug)
        self.need(slug in self.path.resources, place, f"{owner}: unknown resource {slug}")

    def repeats(self, what: str, values: Iterable[tuple[Hashable, Place]]) -> None:
        refuse_repeats(self.document, what, values)

    def resources(self) -> None:
        self.repeats(
            "address",
            [(form.url, ("resources", slug, "url")) for slug, form in self.path.resources.items()],
        )

    def modules(self) -> None:
        modules = self.path.modules
        self.repeats("module", [(m.slug, ("modules", n, "slug")) for n, m in enumerate(modules)])
        for n, module in enumerate(modules):
            place: Place = ("modules", n)
            self.need(
                module.order == n + 1,
                (*place, "order"),
                f"{module.slug}: order is {module.order}, but it is module {n + 1}",
            )
            self._module_sum(module, place)
        total = sum(module.minutes for module in modules)
        meta = self.path.meta
        self.need(
            total == meta.total_minutes == _minutes(meta.total_hours, total),
            ("meta", "total_minutes"),
            f"modules add up to {total} minutes, meta says {meta.total_minutes} minutes"
            f"{_and_hours(meta.total_hours)}",
        )

    def _module_sum(self, module: ModuleForm, place: Place) -> None:
        total = sum(unit.minutes for unit in module.units)
        self.need(
            total == module.minutes == _minutes(module.hours, total),
            (*place, "minutes"),
            f"{module.slug}: units add up to {total} minutes, the module says"
            f" {module.minutes} minutes{_and_hours(module.hours)}",
        )
        self.need(bool(module.units), (*place, "units"), f"{module.slug}: no units")

    def units(self) -> None:
        self.repeats("unit", [(unit.slug, (*place, "slug")) for unit, place in self.placed])
        for number, (unit, place) in enumerate(self.placed):
            self.need(
                unit.order == number + 1,
                (*place, "order"),
                f"{unit.slug}: order is {unit.order}, but it is unit {number + 1}",
            )
            self._unit_sizes(unit, place)
            self._unit_references(unit, place, number)
            self._unit_portfolio(unit, place)
            if self.is_built_in:
                self._unit_habits(unit, place)

    def _unit_sizes(self, unit: UnitForm, place: Place) -> None:
        total = sum(step.minutes for step in unit.steps)
        self.need(
            total == unit.minutes,
            (*place, "minutes"),
            f"{unit.slug}: steps add up to {total} minutes, the unit says {unit.minutes}",
        )
        self.repeats(
            f"{unit.slug}: step",
            [(step.label, (*place, "steps", n, "label")) for n, step in enumerate(unit.steps)],
        )

    def _unit_references(self, unit: UnitForm, place: Place, number: int) -> None:
        uses = [(use.ref, (*place, "resources", n, "ref")) for n, use in enumerate(unit.resources)]
        theory = [(hint.ref, (*place, "theory", n, "ref")) for n, hint in enumerate(unit.theory)]
        for slug, where in (*uses, *theory):
            self.need_resource(slug, where, unit.slug)
        needed = [(s, (*place, "prerequisites", n)) for n, s in enumerate(unit.prerequisites)]
        for slug, where in needed:
            self.need(
                slug in self.position,
                where,
                f"{unit.slug}: unknown prerequisite {slug}",
            )
            self.need(
                self.position.get(slug, -1) < number,
                where,
                f"{unit.slug}: prerequisite {slug} does not come before it",
            )
        self.repeats(f"{unit.slug}: resource", uses)
        self.repeats(f"{unit.slug}: prerequisite", needed)
        self.repeats(
            f"{unit.slug}: prompt",
            [(slug, (*place, "blog_prompts", n)) for n, slug in enumerate(unit.blog_prompts)],
        )

    def _unit_portfolio(self, unit: UnitForm, place: Place) -> None:
        self.need(
            unit.portfolio.yields == (unit.portfolio.kind is not None),
            (*place, "portfolio"),
            f"{unit.slug}: portfolio names a kind if, and only if, it yields something",
        )

    def _unit_habits(self, unit: UnitForm, place: Place) -> None:
        """Ask for what every unit of the built-in path has."""
        for key, least, most in (("outcomes", 2, 4), ("blog_prompts", 2, 3), ("self_check", 1, 2)):
            count = len(getattr(unit, key))
            self.need(
                least <= count <= most,
                (*place, key),
                f"{unit.slug}: {key} has {count}, not {least} to {most}",
            )
        for n, outcome in enumerate(unit.outcomes):
            self.need(
                outcome.startswith("Can "),
                (*place, "outcomes", n),
                f'{unit.slug}: an outcome begins with "Can "',
            )
        self.need(bool(unit.resources), (*place, "resources"), f"{unit.slug}: no resources")
        self.need(
            has_basis(self.document, place),
            (*place, "slug"),
            f"{unit.slug}: no basis comment between its slug and its steps",
        )

    def tracks(self) -> None:
        tracks = self.path.tracks
        self.repeats("track", [(t.slug, ("tracks", n, "slug")) for n, t in enumerate(tracks)])
        for n, track in enumerate(tracks):
            self._track(track, ("tracks", n))

    def _track(self, track: TrackForm, place: Place) -> None:
        minutes = {unit.slug: unit.minutes for unit, _ in self.placed}
        slugs = list(minutes) if track.units is None else track.units
        for n, slug in enumerate(slugs):
            self.need(slug in minutes, (*place, "units", n), f"{track.slug}: unknown unit {slug}")
        total = sum(minutes.get(slug, 0) for slug in slugs)
        self.need(
            total == track.minutes,
            (*place, "minutes"),
            f"{track.slug}: units add up to {total} minutes, the track says {track.minutes}",
        )
        self.repeats(
            f"{track.slug}: unit", [(slug, (*place, "units", n)) for n, slug in enumerate(slugs)]
        )

    def rest(self) -> None:
        path, meta = self.path, self.path.meta
        if meta.source_article is not None:
            self.need_resource(meta.source_article, ("meta", "source_article"), "meta")
        if meta.yardstick_2017 is not None:
            self._yardstick(meta.yardstick_2017)
        for n, elective in enumerate(path.electives):
            self.need_resource(elective.ref, ("electives", n, "ref"), elective.slug)
            self.need_module(elective.fits_after, ("electives", n, "fits_after"), elective.slug)
        for key, what, name in (
            ("electives", "elective", "slug"),
            ("exit_check", "statement", "slug"),
            ("sample_posts", "address", "url"),
        ):
            rows = enumerate(getattr(path, key))
            self.repeats(what, [(getattr(row, name), (key, n, name)) for n, row in rows])
        for slug in path.resources:
            self.need(slug in self.used, ("resources", slug), f"{slug}: nobody uses this resource")

    def _yardstick(self, yardstick: Yardstick) -> None:
        place: Place = ("meta", "yardstick_2017")
        self.need_resource(yardstick.course, (*place, "course"), "yardstick_2017")
        for n, lesson in enumerate(yardstick.mapping):
            self.need_module(lesson.module, (*place, "mapping", n, "module"), "yardstick_2017")

    def need_module(self, slug: str, place: Place, owner: str) -> None:
        self.need(slug in self.module_slugs, place, f"{owner}: unknown module {slug}")

    def built_in(self) -> None:
        for key in ("compiled", "source_article", "yardstick_2017"):
            is_said = getattr(self.path.meta, key) is not None
            self.need(is_said, ("meta",), f"{key} is missing")
        modules, units = len(self.path.modules), len(self.placed)
        self.need(4 <= modules <= 8, ("modules",), f"{modules} modules, not 4 to 8")
        self.need(24 <= units <= 40, ("modules",), f"{units} units, not 24 to 40")
        total = sum(unit.minutes for unit, _ in self.placed)
        self.need(
            abs(total - BUILT_IN_MINUTES) <= 60,
            ("meta", "total_minutes"),
            f"units add up to {total} minutes, not to 70 hours give or take one",
        )
        missing = {*ItemKind.values} - {unit.portfolio.kind for unit, _ in self.placed}
        self.need(
            not missing,
            ("modules",),
            f"no unit yields a portfolio item: {', '.join(sorted(missing))}",
        )
