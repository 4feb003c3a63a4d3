"""Workshops: how a plan is written, shortened, held to its promises, shown and made."""
