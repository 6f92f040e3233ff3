"""The rows that the hype check's file wants."""

from collections.abc import Mapping

from curriculum.importer.hype_schema import HypeCheckFile
from curriculum.models import HypeCheck, HypeQuestion, HypeSection


def hype_check(file: HypeCheckFile) -> HypeCheck:
    return HypeCheck(
        **file.meta.model_dump(exclude_defaults=True),
        report_template=[part.model_dump() for part in file.report_template],
    )


def sections(file: HypeCheckFile, check: HypeCheck) -> list[HypeSection]:
    return [
        HypeSection(
            hype_check=check,
            slug=form.slug,
            position=position,
            title=form.title,
            attribution=form.attribution,
        )
        for position, form in enumerate(file.sections, start=1)
    ]


def questions(file: HypeCheckFile, sections: Mapping[str, int]) -> list[HypeQuestion]:
    return [
        HypeQuestion(
            section_id=sections[section.slug],
            slug=form.slug,
            position=form.order,
            is_core=form.core,
            text=form.text,
            help_text=form.helptext,
            good_answer=form.good_answer,
            warning_sign=form.warning_sign,
            look_for=form.look_for,
            adapt=form.adapt,
        )
        for section in file.sections
        for form in section.questions
    ]
