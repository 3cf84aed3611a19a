"""The map: borders as the UN General Assembly holds, marks that do not hide one another."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.dossier.basemap import Point, countries, holds, towns
from habeas.dossier.maps import draw, places
from habeas.dossier.projection import clip, fit
from habeas.model.register import SiteRow, Tally

UKRAINIAN = {
    "Simferopol": (34.10, 44.95), "Sevastopol": (33.57, 44.60), "Kerch": (36.47, 45.36), "Donetsk": (37.80, 48.00),
    "Luhansk": (39.31, 48.57), "Mariupol": (37.55, 47.13), "Kherson": (32.62, 46.65), "Melitopol": (35.37, 46.85),
    "Kyiv": (30.52, 50.45),
}  # fmt: skip
FRAMES = {"region": (30.0, 44.0, 41.0, 52.0), "world": (-120.0, -40.0, 150.0, 70.0)}


def land_of(point: Point, frame: str) -> list[str]:
    return [c.properties.iso for c in countries(*FRAMES[frame]) if holds(c, point)]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("town", UKRAINIAN)
def test_crimea_and_the_occupied_oblasts_are_ukraine(town: str, frame: str) -> None:
    assert land_of(UKRAINIAN[town], frame) == ["UA"]


@pytest.mark.parametrize(("town", "code"), [((36.59, 50.60), "RU"), ((27.56, 53.90), "BY"), ((28.86, 47.00), "MD")])
def test_neighbours_keep_their_towns(town: Point, code: str) -> None:
    assert land_of(town, "region") == land_of(town, "world") == [code]


def test_the_towns_stand_in_their_country() -> None:
    known = {t.properties.name: t.geometry.coordinates for t in towns()}
    assert land_of(known["Simferopol"], "region") == ["UA"]
    assert land_of(known["Belgorod"], "region") == ["RU"]


def site(n: int, lon: float, lat: float, independent: int = 1) -> SiteRow:
    tally = Tally(independent=independent, at_most=independent)
    return SiteRow(
        id=f"S-{n}", name=f"site {n}", settlement="Town", lat=lat, lon=lon, precision="settlement", origins=tally
    )


points = st.tuples(st.floats(-179, 179), st.floats(-78, 78), st.integers(0, 30))


@settings(deadline=None, max_examples=25)
@given(st.lists(points, max_size=25))
def test_every_site_has_its_mark_inside_the_drawing(found: list[tuple[float, float, int]]) -> None:
    sites = [site(n, lon, lat, i) for n, (lon, lat, i) in enumerate(found)]
    drawn = draw("m", places(sites), 600, 400)
    for mark in drawn.marks:
        assert 0 <= mark.x <= 600
        assert 0 <= mark.y <= 400
    singles = {m.href for m in drawn.marks if m.kind != "cluster"}
    clustered = {s.id for g in places(sites) if len(g.sites) > 7 for s in g.sites}
    assert singles == {f"sites/{s.id}.html" for s in sites if s.id not in clustered}


def test_marks_of_one_settlement_stand_apart() -> None:
    marks = draw("m", places([site(n, 36.94, 50.29, n) for n in range(6)]), 600, 400).marks
    for a in marks:
        for b in marks:
            assert a is b or math.dist((a.x, a.y), (b.x, b.y)) >= a.size + b.size


def test_many_sites_of_one_settlement_are_one_mark_that_leads_to_their_list() -> None:
    groups = places([site(n, 36.94, 50.29) for n in range(30)])
    (mark,) = draw("m", groups, 600, 400).marks
    assert mark.href == f"map.html#{groups[0].id}"
    assert mark.text == "30"


def test_the_order_of_arrival_moves_nothing() -> None:
    sites = [site(n, 30 + n % 5, 48 + n % 3, n % 4) for n in range(40)]
    assert draw("m", places(sites), 600, 400) == draw("m", places(sorted(sites, key=lambda s: s.name)), 600, 400)


def test_a_map_without_sites_shows_ukraine() -> None:
    drawn = draw("m", [], 600, 400)
    assert drawn.marks == []
    assert any(n.text == "Ukraine" for n in drawn.names)


@given(st.lists(st.tuples(st.floats(-500, 900), st.floats(-500, 900)), min_size=3, max_size=30))
def test_clipped_lines_stay_near_the_frame(ring: list[Point]) -> None:
    frame = fit([(30.0, 50.0)], 300, 200, 20)
    for x, y in clip(ring, frame):
        assert -9 <= x <= 309
        assert -9 <= y <= 209
