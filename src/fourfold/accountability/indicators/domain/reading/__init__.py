"""Reading a file of figures: what it says, and for each row what is wrong and how to mend it."""

from fourfold.accountability.indicators.domain.reading.reader import FileReading, Measured, RowProblem, read_figures
from fourfold.accountability.indicators.domain.reading.template import figures_as_csv, template

__all__ = ["FileReading", "Measured", "RowProblem", "figures_as_csv", "read_figures", "template"]
