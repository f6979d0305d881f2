"""Starts everything Sharedlives needs on one machine, from published wheels, with the standard library alone."""
