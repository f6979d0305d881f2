"""Part of the world the tests ask about: the inbox, and what is done there."""


def _of(name):
    return lambda world, actor: [getattr(world, name).pk]


# What stands between the slashes of each address.
ARGUMENTS = {
    "hand-referral": _of("new"),
}
