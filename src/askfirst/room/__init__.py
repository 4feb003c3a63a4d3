"""The live service that phones join; it holds tallies in memory and shows only releases."""
