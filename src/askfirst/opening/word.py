"""The word that opens the room to phones: short, plain, spelled as it sounds."""

import secrets
from typing import Final

WORDS: Final = """
acorn amber apple apron arrow badge baker banjo basil beach berry birch bread brick bridge broom
brush cabin cable candle canoe cedar chalk chair cherry clock cloud clover coast coral copper
cotton daisy desk drum eagle ember fabric falcon fern field finch flute forest garden ginger
glass globe grain grape hazel helmet honey island ivory jacket kettle ladder lamp lemon linen
lake magnet mango maple marble meadow melon mirror morning mountain needle olive onion orange
orchard otter paper pebble pencil pepper piano planet plum pocket pumpkin rabbit radio ribbon
river robin rocket saddle salmon shell silver spoon squash stone summer sunset table tiger
timber tulip tunnel turtle velvet violin walnut water willow window winter
"""


def choose_word() -> str:
    """Return a word by the system's random source."""
    return secrets.choice(WORDS.split())
