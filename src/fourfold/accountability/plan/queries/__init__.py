"""Reading plans. Fetching and authorising are one call; what the actor may not see is as if it were not there."""
