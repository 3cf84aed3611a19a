"""The table of well-known places of detention: whole, in its bounds, and its names told apart."""

from collections import Counter

from habeas.languages import Terms
from habeas.places import Gazetteer
from habeas.places.known_sites import known_sites

ENOUGH = 60


def test_every_known_site_has_names_a_position_and_a_source() -> None:
    sites = known_sites()
    assert len(sites) >= ENOUGH
    for name, site in sites.items():
        assert site.name == name
        assert site.aliases or site.bare
        assert -90 <= site.lat <= 90
        assert -180 <= site.lon <= 180
        assert site.source.startswith("https://")
        Terms((term, name) for term in (*site.aliases, *site.bare))


def test_no_name_stands_for_two_sites() -> None:
    terms = Counter(term for site in known_sites().values() for term in {*site.aliases, *site.bare})
    assert [term for term, times in terms.items() if times > 1] == []


def test_a_known_site_lies_in_the_country_that_it_names() -> None:
    """Where the gazetteer knows the settlement in that country, it lies near the position given."""
    gazetteer = Gazetteer.load()
    checked = 0
    for site in known_sites().values():
        matches = gazetteer.find(site.settlement, fuzzy=False)
        places = [m.place for m in matches if m.place.country == site.country and m.place.lat is not None]
        if places:
            checked += 1
            own = places[0]
            near = [p for p in places if abs(p.lat - site.lat) < 1 and abs(p.lon - site.lon) < 1]  # type: ignore[operator]
            assert near, f"{site.name}: {site.lat}, {site.lon} but {own.name} is at {own.lat}, {own.lon}"
    assert checked > ENOUGH // 2
