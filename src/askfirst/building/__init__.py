"""From notebooks and plans to files that people carry away: only what changed, on all cores."""
