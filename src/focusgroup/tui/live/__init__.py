"""The live screen: agenda, clock, capture line, quotes."""
