"""What is to do, what may go, and what people are shown of it."""

from nudges.queries.duties import Duties, Health, duties, health
from nudges.queries.gate import GateFacts, gate_facts
from nudges.queries.inbox import inbox

__all__ = ["Duties", "GateFacts", "Health", "duties", "gate_facts", "health", "inbox"]
