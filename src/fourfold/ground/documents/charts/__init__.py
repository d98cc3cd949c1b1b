"""Charts that read in black and white, with their words for those who do not see them.

`draw` gives an SVG without script, style attribute or id, so that it may stand in a page under our content security
policy, in an `img`, in a PDF and in Word.
"""

from fourfold.ground.documents.charts.drawing import draw
from fourfold.ground.documents.charts.shapes import Bar, BarChart, Chart, Line, LineChart, Mark, Point

__all__ = ["Bar", "BarChart", "Chart", "Line", "LineChart", "Mark", "Point", "draw"]
