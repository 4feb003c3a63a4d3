"""Rooms for many: a service that holds the rooms of many facilitators, in worker processes."""
