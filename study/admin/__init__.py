"""How staff see what learners did, and what it means for the path."""

from study.admin import facts, takes

__all__ = ["facts", "takes"]
