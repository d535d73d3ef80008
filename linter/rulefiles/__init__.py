"""Files that people write rules in: read with every fault at its place, compiled, described, tried."""
