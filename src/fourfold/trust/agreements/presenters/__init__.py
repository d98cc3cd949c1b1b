"""From results to what pages and documents show."""
