"""Every small door of the product, by what its link is for. A room keeps its own; this is where they meet."""

from carers import links as carers_links
from referrals import draft_links, page_links

DOORS = {door.purpose: door for door in [*carers_links.DOORS, *draft_links.DOORS, *page_links.DOORS]}
