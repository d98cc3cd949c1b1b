"""Reading guarded records. Fetching and authorising are one call: row-level security, then `decide`."""

from fourfold.records.feeds.queries.sight import Shown, Sight, sight_of

__all__ = ["Shown", "Sight", "sight_of"]
