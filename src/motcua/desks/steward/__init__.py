"""Pages of the steward: catalogue, routes, calendars as versioned data, checked before use."""
