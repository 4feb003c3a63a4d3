"""Beginning a curriculum of one's own: the template, and what fills it in."""
