"""How staff see what learners did, and what it means for the path."""

from study.admin import editions, facts, rot, units

__all__ = ["editions", "facts", "rot", "units"]
