"""Opening a workshop: what the command line starts, and how it ends."""
