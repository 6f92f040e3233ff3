"""The page of an edition in admin, as a browser sends it."""

from django.urls import reverse


def posted(edition, changes=()):
    """The form of an edition as a browser would send it, with changes to the fields of rows."""
    data = {
        "path": edition.path_id,
        "version": edition.version,
        "target_minutes": edition.target_minutes,
        "prerequisites": "\n".join(edition.prerequisites),
        "design_rules": "\n".join(edition.design_rules),
        "study_cycle": "\n".join(edition.study_cycle),
        "yardstick": "{}",
    }
    inlines = {
        "modules": ("position", "title", "slug", "goal", "milestone"),
        "placements": ("position", "module_id", "unit_id"),
        "electives": (
            "position",
            "title",
            "slug",
            "module_id",
            "resource_id",
            "effort_note",
            "why",
        ),
        "readiness": (),
    }
    for prefix, names in inlines.items():
        rows = list(getattr(edition, prefix).order_by("position"))
        data |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": len(rows)}
        for n, row in enumerate(rows):
            data |= {f"{prefix}-{n}-id": row.pk, f"{prefix}-{n}-edition": edition.pk}
            data |= {
                f"{prefix}-{n}-{name.removesuffix('_id')}": getattr(row, name) for name in names
            }
    return data | dict(changes)


def save(desk, edition, changes):
    address = reverse("admin:curriculum_edition_change", args=[edition.pk])
    return desk.post(address, posted(edition, changes))
