"""What keeps programs from filling the drawers: counts of what one network, one address or one scheme was sent.

Nothing here stops a referral: past a bound a draft nobody goes on with is kept for a day, and fewer emails go out.
Counts are in Redis and may vanish; without it nothing is counted.
"""

import hashlib
import ipaddress

from django.conf import settings
from django.core.cache import caches
from redis.exceptions import RedisError

from schemes import clock

# Ours: a busy council behind one address begins a handful of referrals in ten minutes.
BEGUN = (40, 600)  # drafts begun from one network: how many, in how many seconds
LINKS_TO_A_NETWORK = (40, 600)
LINKS_TO_AN_ADDRESS = (8, 86_400)
LINKS_OF_A_SCHEME = (400, 3_600)


def is_past(what: str, who: str, bound: tuple[int, int]) -> bool:
    """Count this once more, and say whether it is more than the bound. Who it was is kept only as a fingerprint."""
    most, seconds = bound
    turn = int(clock.now().timestamp()) // seconds
    key = hashlib.sha256(f"{settings.SECRET_KEY}:{what}:{who}:{turn}".encode()).hexdigest()[:32]
    counts = caches["counts"]
    try:
        counts.add(key, 0, seconds * 2)
        return counts.incr(key) > most
    except (RedisError, OSError, ValueError):
        return False


def network_of(request) -> str:
    """The network a request comes from: what a household or an office shares, not one computer."""
    told = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:  # only behind our own proxy is this header its own
        told = request.META.get("HTTP_X_FORWARDED_FOR", told).rpartition(",")[2].strip()
    try:
        address = ipaddress.ip_address(told)
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network(f"{address}/{24 if address.version == 4 else 56}", strict=False))
