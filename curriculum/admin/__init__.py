"""How staff see and edit the path."""

from curriculum.admin import editions, hypecheck, library, units

__all__ = ["editions", "hypecheck", "library", "units"]
