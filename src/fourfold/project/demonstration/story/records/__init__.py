"""Made-up records of made-up people: two years of what agencies of Kent and Medway might hold and share."""

from fourfold.project.demonstration.story.records.scenes import scenes

__all__ = ["scenes"]
