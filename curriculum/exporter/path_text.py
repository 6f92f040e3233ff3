"""An edition as the text of a curriculum file."""

from typing import Any

from curriculum.exporter.content import EditionContent, UnitRows
from curriculum.exporter.layout import Line, Row, block, comment, item, said, sections
from curriculum.importer.basis import MARK
from curriculum.importer.schema import (
    ElectiveForm,
    LessonOf2017,
    Meta,
    ModuleForm,
    PortfolioForm,
    ReadinessForm,
    ResourceForm,
    SamplePostForm,
    SelfCheckForm,
    TrackForm,
    UnitForm,
    Yardstick,
)
from curriculum.models import Edition, Elective, Module, Resource, Track


def path_text(content: EditionContent) -> str:
    edition = content.edition
    named = f"{edition.path.slug}, edition {edition.version}"
    return sections(
        [
            comment(f"{named}: written by Learnpath, read by `manage.py curriculum`.", 0),
            block({"meta": _meta(content)}),
            _listed("resources", {each.slug: _resource(each) for each in content.resources}),
            "modules:\n",
            *(text for module in content.modules for text in _module(content, module)),
            _listed("electives", [_elective(each) for each in content.electives]),
            _listed("tracks", [_track(content, each) for each in content.tracks]),
            _listed("exit_check", [said(ReadinessForm, vars(row)) for row in content.readiness]),
            _listed(
                "sample_posts",
                [
                    said(SamplePostForm, vars(row) | {"named_in_article": row.is_named_in_article})
                    for row in content.sample_posts
                ],
            ),
        ]
    )


def _listed(key: str, rows: Any) -> str:
    return block({key: rows}) if rows else ""


def _hours(minutes: int) -> int | None:
    return None if minutes % 60 else minutes // 60


def _meta(content: EditionContent) -> dict[str, Any]:
    edition, path, total = content.edition, content.edition.path, content.minutes
    return said(
        Meta,
        vars(edition)
        | {
            "slug": path.slug,
            "title": path.title,
            "language": path.language,
            "compiled": edition.compiled_on,
            "total_minutes": total,
            "total_hours": _hours(total),
            "target_minutes": _target(edition.target_minutes, total),
            "source_article": edition.source_article and edition.source_article.slug,
            "yardstick_2017": _yardstick(edition),
        },
    )


def _target(target: int, total: int) -> int | None:
    """What was aimed for, where estimates that were mended since come to something else."""
    return None if target == total else target


def _yardstick(edition: Edition) -> dict[str, Any]:
    stored = edition.yardstick
    mapping = [Line(said(LessonOf2017, row)) for row in stored.get("mapping", [])]
    return said(Yardstick, stored | {"mapping": mapping}) if stored else {}


def _resource(resource: Resource) -> dict[str, Any]:
    values = vars(resource) | {"repo": resource.repo_url}
    return said(ResourceForm, values | {"retired": resource.retired_at is not None})


def _module(content: EditionContent, module: Module) -> list[str]:
    """A module's own words, and each of its units."""
    units = content.units_of(module)
    minutes = sum(each.unit.minutes for each in units)
    values = vars(module) | {"order": module.position, "minutes": minutes}
    text = block(said(ModuleForm, values | {"hours": _hours(minutes)}), 2)
    return [item(text, 1) + "    units:\n", *(_unit(each) for each in units)]


def _unit(rows: UnitRows) -> str:
    unit = rows.unit
    basis, as_key = _basis(unit.basis)
    values = vars(unit) | {
        "order": rows.position,
        "basis": as_key,
        "steps": [Line(label=step.label, minutes=step.minutes) for step in rows.steps],
        "outcomes": rows.outcomes,
        "resources": [Line(ref=use.resource.slug, use=use.use) for use in rows.resources],
        "prerequisites": Row(rows.prerequisites),
        "theory": [Line(when=hint.when, ref=hint.resource.slug) for hint in rows.theory],
        "portfolio": Line(
            said(
                PortfolioForm,
                {
                    "yields": bool(unit.yields),
                    "kind": unit.yields,
                    "alternatives": Row(unit.yields_instead),
                    "note": unit.portfolio_note,
                },
            )
        ),
        "blog_prompts": Row(rows.prompts),
        "snags": rows.snags,
        "self_check": [
            said(SelfCheckForm, {"q": check.question, "a": check.answer})
            for check in rows.self_checks
        ],
        "retired": unit.retired_at is not None,
    }
    form = said(UnitForm, values)
    head = {name: form.pop(name) for name in ("slug", "order", "title", "summary", "kind")}
    return item(block(head, 4), 3) + basis + block(form, 4)


def _basis(text: str) -> tuple[str, str]:
    """A comment; or, where lines and spaces are part of what is said, a key."""
    if " ".join(text.split()) != text:
        return "", text
    return comment(f"{MARK.removeprefix('# ')} {text}", 4), ""


def _elective(elective: Elective) -> dict[str, Any]:
    names = {"ref": elective.resource.slug, "fits_after": elective.module.slug}
    return said(ElectiveForm, vars(elective) | names)


def _track(content: EditionContent, track: Track) -> dict[str, Any]:
    units = None if track.has_all_units else [row.unit for row in track.track_units.all()]
    minutes = content.minutes if units is None else sum(unit.minutes for unit in units)
    values = vars(track) | {
        "units": "all" if units is None else [unit.slug for unit in units],
        "minutes": minutes,
        "target_minutes": _target(track.target_minutes, minutes),
    }
    return said(TrackForm, values)
