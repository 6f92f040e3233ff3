"""The form of the hype check's file."""

from typing import Annotated

from pydantic import Field

from curriculum.importer.schema import (
    Form,
    LongText,
    Slug,
    Small,
    Text20,
    Text100,
    Text120,
    Text200,
    Text300,
    UrlStatus,
    WebAddress,
)

Label = Annotated[str, Field(max_length=50, pattern=r"^[a-z]+(_[a-z]+)*$")]


class AnswerState(Form):
    slug: Label
    label: Text100
    points: Annotated[int, Field(ge=-10, le=10)] | None
    meaning: Text200


class Verdict(Form):
    slug: Slug
    min_share: Annotated[float, Field(ge=-1, le=1, strict=False)]
    label: Text100
    text: LongText


class Source(Form):
    author: Text120
    title: Text200
    url: WebAddress
    first_part: WebAddress = ""
    url_status: UrlStatus


class HypeMeta(Form):
    slug: Slug
    title: Text120
    version: Text20
    purpose: LongText
    how_to_use: list[LongText]
    answer_states: list[AnswerState]
    verdicts: list[Verdict]
    core_rule: LongText
    each_entry_needs: list[Label]
    publish_rules: list[LongText]
    sources: list[Source]


class QuestionForm(Form):
    slug: Slug
    order: Small
    core: bool
    text: Text300
    helptext: LongText
    good_answer: LongText
    warning_sign: LongText
    look_for: Annotated[list[Text200], Field(min_length=1)]
    adapt: dict[Label, LongText] = {}


class SectionForm(Form):
    slug: Slug
    title: Text120
    attribution: Text200
    questions: list[QuestionForm]


class ReportPart(Form):
    slug: Slug
    label: Text200


class HypeCheckFile(Form):
    meta: HypeMeta
    sections: list[SectionForm]
    report_template: list[ReportPart]

    @property
    def questions(self) -> list[QuestionForm]:
        return [question for section in self.sections for question in section.questions]
