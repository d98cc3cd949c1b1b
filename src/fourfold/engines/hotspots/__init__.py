"""Where and when harm is concentrated: densities, hot spots, near repeats, and how well a map foretells."""
