"""What the reports room keeps: figures as they are published."""

from fourfold.records.reports.models.areas import AreaCount, AreaFigure, AreaRelease
from fourfold.records.reports.models.quality import FeedQuality, MissingReport

__all__ = ["AreaCount", "AreaFigure", "AreaRelease", "FeedQuality", "MissingReport"]
