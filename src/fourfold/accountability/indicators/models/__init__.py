"""What the indicators room keeps. Every row carries its plan's id (empty: the catalogue's), which row-level security
reads."""

from fourfold.accountability.indicators.models.indicators import FactorIndicator, Indicator, Yardstick
from fourfold.accountability.indicators.models.series import Delivery, Observation, Series

__all__ = ["Delivery", "FactorIndicator", "Indicator", "Observation", "Series", "Yardstick"]
