"""The rules of the house as functions: each takes a tree of sources (or a list of things) and says what breaks it."""
