"""The process that serves a room, as it is but for one thing: what it waits for comes soon."""

from askfirst.opening import room_main
from askfirst.room import app, pace

pace.LONGEST_SECONDS = 0.2  # type: ignore[misc]
app.EVERY_SECONDS = 0.2  # type: ignore[attr-defined]
room_main.main()
