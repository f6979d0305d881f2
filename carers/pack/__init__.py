"""The panel pack: what goes into it, how it is set, and how it is made once for each version."""
