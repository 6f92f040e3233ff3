"""Write an edition as the texts it can be loaded from: what was applied comes out the same.

The same rows give the same bytes, and applying them changes nothing.
"""

from curriculum.exporter.difference import Difference, difference
from curriculum.exporter.texts import Texts, export

__all__ = ["Difference", "Texts", "difference", "export"]
