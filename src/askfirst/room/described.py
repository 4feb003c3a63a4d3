"""What the room takes and says at each address: one table, from which its description is written.

The room itself does not read it. `tests/room/test_openapi.py` compares it with the routes and with
what the room really says, both ways.
"""

from typing import Final

from askfirst.room.host_operations import HOST, PAGES
from askfirst.room.phone_operations import PHONES

OPERATIONS: Final = (*PHONES, *HOST, *PAGES)
