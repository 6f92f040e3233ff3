"""What pages show of resources: each with whether it works, and a form to say so."""

from dataclasses import dataclass
from typing import Any

from accounts.models import User
from curriculum.models import Resource
from curriculum.queries import UnitContent
from study.forms import ReportForm
from study.models import ResourceReport
from study.queries import ResourceState, resource_states


@dataclass(frozen=True)
class Shown:
    """A resource on a page. `form` is there for learners; `when` is when to look at a theory."""

    state: ResourceState
    form: ReportForm | None = None
    when: str = ""


def resources_context(content: UnitContent, learner: User | None) -> dict[str, Any]:
    """The resources and the theory of a unit."""
    used, theory = content.unit_resources, content.theory
    wanted = {row.resource_id for row in used} | {hint.resource_id for hint in theory}
    states = resource_states(wanted, learner)

    def shown(state: ResourceState) -> Shown:
        return Shown(state, report_form(state.resource, learner) if learner else None)

    return {
        "core": [shown(states[row.resource_id]) for row in content.core_resources],
        "optional": [shown(states[row.resource_id]) for row in content.optional_resources],
        "theory": [Shown(states[hint.resource_id], when=hint.when) for hint in theory],
    }


def report_form(resource: Resource, learner: User) -> ReportForm:
    """A form to say whether a resource works, with nothing chosen."""
    return ReportForm(instance=ResourceReport(learner=learner, resource=resource))
