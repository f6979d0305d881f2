import gzip
import time
from pathlib import Path

import pytest

from schemes import places
from schemes.places import Centroid

FILE = Path(places.__file__).parent / "data" / "sectors.csv.gz"


@pytest.mark.parametrize(
    ("typed", "sector"),
    [
        ("HP20 1AA", "HP20 1"),
        ("hp201aa", "HP20 1"),
        ("  Hp2 01a A ", "HP20 1"),
        ("HP20\u00a01AA", "HP20 1"),
        ("M1 1AE", "M1 1"),
        ("W1A 0AX", "W1A 0"),
        ("EC1A 1BB", "EC1A 1"),
        ("BT1 5GS", "BT1 5"),
        ("HP20", None),
        ("HP20 1", None),
        ("HP20 1AO", None),
        ("HP20 OAA", None),
        ("1HP 1AA", None),
        ("HP20 1AA.", None),
        ("HP20 1AA HP20 1AA", None),
        ("ＨＰ２０ １ＡＡ", None),
        ("", None),
        (None, None),
    ],
)
def test_sector_of(typed, sector):
    assert places.sector_of(typed) == sector


def test_known():
    assert places.known("HP20 1")
    assert not places.known("ZZ1 1")
    assert not places.known("HP201")
    assert not places.known(None)


def test_centroid():
    assert places.centroid("HP20 1") == Centroid(482500, 213900, "GB")
    assert places.centroid("SW1A 1") == Centroid(529200, 180100, "GB")
    assert places.centroid("ZZ1 1") is None
    assert places.centroid(None) is None


def test_authority_code():
    assert places.authority_code("HP20 1") == "E06000060"  # Buckinghamshire
    assert places.authority_code("EH1 1") == "S12000036"  # City of Edinburgh
    assert places.authority_code("CF10 1") == "W06000015"  # Cardiff
    assert places.authority_code("ZZ1 1") is None


def test_sectors_in_an_outcode():
    assert places.sectors_in("HP20") == ("HP20 1", "HP20 2", "HP20 9")
    assert places.sectors_in(" hp20 ") == places.sectors_in("HP20")
    assert places.sectors_in("HP2") != places.sectors_in("HP20")
    assert places.sectors_in("ZZ1") == ()


def test_miles_are_straight_lines():
    # London to Edinburgh is about 332 miles as the crow flies.
    assert places.miles_between("SW1A 1", "EH1 1") == pytest.approx(332, abs=2)
    assert places.miles_between("EH1 1", "SW1A 1") == places.miles_between("SW1A 1", "EH1 1")
    assert places.miles_between("HP20 1", "HP20 1") == 0
    assert places.miles_between("HP20 1", "ZZ1 1") is None
    assert places.miles_between(None, "HP20 1") is None
    assert places.straight_line_miles(Centroid(0, 0, "GB"), Centroid(3000, 4000, "GB")) == pytest.approx(
        3.107, abs=0.001
    )


def test_no_distance_across_grids():
    belfast, glasgow = Centroid(333900, 374400, "NI"), Centroid(259000, 665400, "GB")
    assert places.straight_line_miles(belfast, glasgow) is None
    assert places.straight_line_miles(belfast, belfast) == 0


@pytest.mark.parametrize(
    ("here", "there", "words"),
    [
        ("HP20 1", "HP20 1", "same area"),
        ("HP20 1", "HP20 2", "under a mile"),
        ("HP20 1", "HP19 8", "about 1 mile, straight line"),
        ("HP20 1", "HP22 4", "about 3 miles, straight line"),
        ("HP20 1", "OX9 3", "about 9 miles, straight line"),
        ("HP20 1", "ZZ1 1", "distance not known"),
        ("ZZ1 1", "ZZ1 1", "distance not known"),
        ("HP20 1", "BT1 5", "distance not known"),
        (None, None, "distance not known"),
    ],
)
def test_about_miles(here, there, words):
    assert places.about_miles(here, there) == words


def test_northern_ireland_is_left_out_because_its_licence_is_another():
    assert places.sectors_in("BT1") == ()
    assert "\nBT" not in gzip.decompress(FILE.read_bytes()).decode("ascii")


def test_the_file_is_whole_and_made_the_same_every_time():
    packed = FILE.read_bytes()
    assert packed[4:8] == bytes(4)  # no time of making in the gzip header
    rows = [line.split(",") for line in gzip.decompress(packed).decode("ascii").splitlines()]
    assert len(rows) == 12_008
    assert rows == sorted(rows)
    assert len({row[0] for row in rows}) == len(rows)
    for sector, easting, northing, authority in rows:
        assert places.sector_of(f"{sector}AA") == sector
        assert int(easting) % 100 == int(northing) % 100 == 0
        # Within the National Grid: Scilly to Shetland, the Hebrides to Lowestoft.
        assert 0 < int(easting) < 660_000
        assert 0 < int(northing) < 1_220_000
        assert authority[0] in "ESW"
        assert len(authority) == 9


def test_loading_is_quick():
    # The bar is 50 ms; ten times that so that a busy machine does not fail it.
    places._sectors.cache_clear()
    began = time.perf_counter()
    assert places.known("HP20 1")
    assert time.perf_counter() - began < 0.5


def test_attribution_names_all_three_owners():
    for owner in ("OS data © Crown", "Royal Mail data © Royal Mail", "National Statistics data © Crown"):
        assert owner in places.ATTRIBUTION
    assert places.DATA_DATE == "November 2025"
