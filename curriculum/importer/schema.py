"""The form of the three files: which keys, of which type, how long.

The lengths are those of the tables the values land in. What a value must be in relation
to others (sums, references, order) is checked afterwards.
"""

import re
from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from curriculum.models import ItemKind, PostFormat, WorkKind


def _says_something(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("blank", "must not be blank")
    if "\0" in value:
        raise PydanticCustomError("nul", "must not contain a NUL character")
    return value


def _slug(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
        raise PydanticCustomError(
            "slug", "must be a slug: small letters, digits and single hyphens between them"
        )
    return value


def _web_address(value: str) -> str:
    try:
        parts = urlsplit(value)
        good = parts.scheme in ("http", "https") and parts.hostname
    except ValueError:
        good = None
    if not good or re.search(r"\s", value):
        raise PydanticCustomError("url", "must be an address that begins with http:// or https://")
    return value


def _one_of(*choices: str) -> AfterValidator:
    def check(value: str) -> str:
        if value not in choices:
            raise PydanticCustomError(
                "choice", "must be one of {choices}", {"choices": ", ".join(choices)}
            )
        return value

    return AfterValidator(check)


Said = AfterValidator(_says_something)
Slug = Annotated[str, Field(max_length=50), AfterValidator(_slug)]
WebAddress = Annotated[str, Field(max_length=300), Said, AfterValidator(_web_address)]
Text20 = Annotated[str, Field(max_length=20), Said]
Text100 = Annotated[str, Field(max_length=100), Said]
Text120 = Annotated[str, Field(max_length=120), Said]
Text200 = Annotated[str, Field(max_length=200), Said]
Text300 = Annotated[str, Field(max_length=300), Said]
Text500 = Annotated[str, Field(max_length=500), Said]
LongText = Annotated[str, Field(max_length=5000), Said]
Small = Annotated[int, Field(ge=1, le=32767)]
Minutes = Annotated[int, Field(ge=1, le=1440)]
TotalMinutes = Annotated[int, Field(ge=1, le=1_000_000)]
Year = Annotated[int, Field(ge=1900, le=2200)]
Format = Annotated[str, _one_of(*PostFormat.values)]
Item = Annotated[str, _one_of(*ItemKind.values)]
UrlStatus = Annotated[str, _one_of("seen", "derived")]


class Form(BaseModel):
    """What all parts have in common: nothing is guessed, nothing unknown is let in."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


class LessonOf2017(Form):
    lesson_2017: Small
    topic_2017: Text200
    module: Slug


class Yardstick(Form):
    course: Slug
    lessons: Small
    total_hours: Small
    hours_per_lesson: Small
    mapping: list[LessonOf2017]
    not_in_2017: LongText


class Meta(Form):
    slug: Slug
    title: Text120
    version: Text20
    compiled: date | None = None
    language: Annotated[str, Field(max_length=10, pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]
    total_minutes: TotalMinutes
    total_hours: Small | None = None
    target_minutes: TotalMinutes | None = None  # where it is not what the units add up to
    prerequisites: list[LongText] = []
    source_article: Slug | None = None
    design_rules: list[LongText] = []
    study_cycle: list[LongText] = []
    yardstick_2017: Yardstick | None = None


class ResourceForm(Form):
    title: Text200
    title_note: Text200 = ""
    url: WebAddress
    url_status: UrlStatus
    seen_in: Text200
    type: Annotated[str, Field(max_length=30), AfterValidator(_slug)]
    author: Text120
    author_note: Text200 = ""
    year: Year | None = None
    licence: Text200
    cost: Text200
    may_be_gone: bool = False
    video_url: WebAddress = ""
    video_minutes: Small | None = None
    video_minutes_note: Text200 = ""
    forum_url: WebAddress = ""
    repo: WebAddress = ""
    paid_edition_url: WebAddress = ""
    answers_url: WebAddress = ""
    retired: bool = False


class StepForm(Form):
    label: Text200
    minutes: Minutes


class UseForm(Form):
    ref: Slug
    use: Annotated[str, _one_of("core", "optional")]


class TheoryForm(Form):
    when: Text200
    ref: Slug


class PortfolioForm(Form):
    yields: bool
    kind: Item | None = None
    alternatives: list[Item] = []
    note: Text200 = ""


class SelfCheckForm(Form):
    q: Text300
    a: Text500


class UnitForm(Form):
    slug: Slug
    order: Small
    title: Text120
    summary: LongText
    kind: Annotated[str, _one_of(*WorkKind.values)]
    basis: Text500 = ""  # a comment in the file, see `importer.basis`
    minutes: Minutes
    steps: list[StepForm]
    outcomes: list[Text200] = []
    resources: list[UseForm] = []
    prerequisites: list[Slug] = []
    theory: list[TheoryForm] = []
    portfolio: PortfolioForm = PortfolioForm(yields=False)
    blog_prompts: list[Slug] = []
    snags: list[Text500] = []
    self_check: list[SelfCheckForm] = []
    retired: bool = False


class ModuleForm(Form):
    slug: Slug
    order: Small
    title: Text120
    minutes: TotalMinutes
    hours: Small | None = None
    goal: Text300
    milestone: Text300
    units: list[UnitForm]


class ElectiveForm(Form):
    slug: Slug
    title: Text120
    ref: Slug
    fits_after: Slug
    effort_note: Text200
    why: Text300


def _all_as_none(value: Any) -> Any:
    if value is None:
        raise PydanticCustomError("track_units", "must be a list of units, or all")
    return None if value == "all" else value


class TrackForm(Form):
    slug: Slug
    title: Text120
    description: LongText
    units: Annotated[list[Slug] | None, BeforeValidator(_all_as_none)]  # None: all of them
    minutes: TotalMinutes
    target_minutes: TotalMinutes | None = None
    skipped_prerequisites_are: Literal["", "recommended"] = ""
    next_steps: list[LongText] = []


class ReadinessForm(Form):
    slug: Slug
    text: Text300


class SamplePostForm(Form):
    title: Text200
    author: Text120
    url: WebAddress
    format: Format
    named_in_article: bool


class CurriculumFile(Form):
    meta: Meta
    resources: dict[Slug, ResourceForm] = {}
    modules: Annotated[list[ModuleForm], Field(min_length=1)]
    electives: list[ElectiveForm] = []
    tracks: list[TrackForm] = []
    exit_check: list[ReadinessForm] = []
    sample_posts: list[SamplePostForm] = []

    @property
    def units(self) -> list[UnitForm]:
        return [unit for module in self.modules for unit in module.units]


class Fits(Form):
    when: Annotated[
        str,
        _one_of("after_unit", "after_hours", "after_experiment", "after_project", "anytime"),
    ]
    unit: Slug | None = None
    hours: Small | None = None


class PromptForm(Form):
    slug: Slug
    text: LongText
    fits: Fits
    audience: Text100
    format: Format
    minutes: Annotated[int, Field(ge=15, le=240)]
    tags: list[Text100] = []


class PromptsFile(Form):
    prompts: list[PromptForm]
