"""How staff see and edit the path."""

from curriculum.admin import changes, editions, hypecheck, library, units

__all__ = ["changes", "editions", "hypecheck", "library", "units"]
