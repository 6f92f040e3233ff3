"""The three texts of an edition."""

from dataclasses import dataclass

from curriculum.exporter.content import EditionContent
from curriculum.exporter.library_text import hype_text, prompts_text
from curriculum.exporter.path_text import path_text
from curriculum.importer import Files, Upload
from curriculum.models import Edition, Path
from curriculum.queries import hype_check


@dataclass(frozen=True)
class Texts:
    """What the files of an edition say; None where there is nothing to say."""

    curriculum: str = ""
    prompts: str | None = None
    hypecheck: str | None = None

    @property
    def by_file(self) -> dict[str, str]:
        return {f"{name}.yaml": text for name, text in vars(self).items() if text}

    @property
    def files(self) -> Files:
        """The texts as files to apply."""
        given = {
            name: Upload(f"{name}.yaml", text.encode()) for name, text in vars(self).items() if text
        }
        return Files(**given)


def export(edition: Edition) -> Texts:
    """Write an edition, the prompts of its path, and with the first path the hype check.

    The hype check is of no path: it goes along with the one that is shown first.
    """
    content = EditionContent.of(edition)
    path = content.edition.path
    first = Path.objects.order_by("position", "pk").values_list("pk", flat=True)[0]
    check = hype_check() if path.pk == first else None
    return Texts(
        curriculum=path_text(content),
        prompts=prompts_text(path, content.prompts) if content.prompts else None,
        hypecheck=hype_text(check) if check else None,
    )
