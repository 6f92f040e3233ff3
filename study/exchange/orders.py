"""Whether a file writes the day first or the month first, as far as the file itself tells."""

from dataclasses import dataclass

from study.exchange.rows import StagedRow
from study.models.imports import Import


@dataclass
class OrderEvidence:
    """What the dates seen so far say. A date that fits one order only decides for the file.

    If some dates fit only the one and some only the other, nothing is decided.
    """

    fits_both: str = ""
    fits_day_first: str = ""
    fits_month_first: str = ""

    def see(self, row: StagedRow, text: str) -> None:
        """Take in a row that can be read; `text` is its date as it stands in the file."""
        if row.day_first == row.month_first:
            return
        if row.month_first is None:
            self.fits_day_first = self.fits_day_first or text
        elif row.day_first is None:
            self.fits_month_first = self.fits_month_first or text
        else:
            self.fits_both = self.fits_both or text

    @property
    def is_open(self) -> bool:
        """Whether only the learner can say."""
        return bool(self.fits_day_first) == bool(self.fits_month_first) and self.order != "clear"

    @property
    def order(self) -> str:
        """One of `Import.DateOrder`."""
        if bool(self.fits_day_first) != bool(self.fits_month_first):
            return Import.DateOrder.DAY if self.fits_day_first else Import.DateOrder.MONTH
        return Import.DateOrder.ASK if self.example else Import.DateOrder.CLEAR

    @property
    def example(self) -> str:
        """The date that decides; where none does, one to ask about."""
        if bool(self.fits_day_first) != bool(self.fits_month_first):
            return self.fits_day_first or self.fits_month_first
        return self.fits_both or self.fits_day_first
