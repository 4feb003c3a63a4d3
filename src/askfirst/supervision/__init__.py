"""A process that serves, and the one that started it: it holds the replica, and starts it again."""
