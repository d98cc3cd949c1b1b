"""A made-up Kent with its truth: people, households, agencies that see them, and the errors that these make."""

from fourfold.engines.population.episodes.faults import plant
from fourfold.engines.population.episodes.feeds import FEEDS
from fourfold.engines.population.populating import TODAY, Population, populate
from fourfold.engines.population.writing import write

__all__ = ["FEEDS", "TODAY", "Population", "plant", "populate", "write"]
