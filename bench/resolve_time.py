"""How long joining takes: a case of 1,000 and of 10,000 reports at once, then one report more (target: under 1 s).

The reports are made up, as a reader gives them: sites in many towns, people in three scripts, units and offices. Seconds are
of the processor. `one more` is the middle and the worst of twenty changes, each from the state before to the new resolution,
which is checked against joining everything anew.
"""

import gc
import random
import sys
import time

import msgspec

from habeas.model.reading import Reading
from habeas.places import Gazetteer
from habeas.resolution import State, changed, resolution, resolve

TARGET = 1.0
TOWNS = (
    "Kherson",
    "Donetsk",
    "Luhansk",
    "Izium",
    "Balakliia",
    "Kupiansk",
    "Vovchansk",
    "Mariupol",
    "Melitopol",
    "Berdiansk",
    "Enerhodar",
    "Tokmak",
    "Kakhovka",
    "Skadovsk",
    "Henichesk",
    "Bucha",
    "Irpin",
    "Chernihiv",
    "Sumy",
    "Lyman",
    "Bakhmut",
    "Makiivka",
    "Horlivka",
    "Olenivka",
    "Starobilsk",
    "Sievierodonetsk",
    "Rubizhne",
    "Kreminna",
    "Svatove",
    "Vasylivka",
)
KINDS = ("police_station", "basement", "school", "pretrial_prison", "factory", "hospital", "prison_colony", "unknown")
PLACES = (
    "the police station",
    "відділ поліції",
    "the cellar of the school",
    "підвал школи № {n}",
    "SIZO-{n}",
    "школа № {n}",
    "the works «Lumina»",
    "завод «Люміна»",
    "the hospital",
    "лікарня",
    "colony No. {n}",
    "a torture chamber",
    "камера в СІЗО",
)
GIVEN = ("Ivan", "Іван", "Olena", "Олена", "Mykola", "Николай", "Petro", "Serhii", "Сергей", "Iryna", "Ирина", "Vasyl")
ENDINGS = ("enko", "енко", "chuk", "чук", "iv", "ів", "skyi", "ський", "ov", "ов")
MIDDLES = (
    "Vyhad",
    "Вигад",
    "Nebuv",
    "Небув",
    "Hupal",
    "Гупал",
    "Zabul",
    "Забул",
    "Tykhos",
    "Тихос",
    "Kalynd",
    "Калинд",
)
OFFICES = ("Prosecutor General's Office", "Офіс генерального прокурора", "National Police of Ukraine", "ASTRA", "СБУ")
ROLES = (["victim"], ["official"], ["witness"], ["journalist"], [])


def known_towns() -> list[tuple[str, str | None]]:
    """Settlements with their ids, and as many again that no gazetteer has."""
    found = [(name, Gazetteer.load().find(name)) for name in TOWNS]
    known: list[tuple[str, str | None]] = [(name, matches[0].place.id) for name, matches in found if matches]
    return known + [
        (f"Vyhadane{letter}{other}", None) for letter in "bdkmnr" for other in ("ivka", "ske", "hrad", "pil")
    ]


def made(number: int, towns: list[tuple[str, str | None]]) -> Reading:
    """A made-up reading, the same for the same number."""
    dice = random.Random(number)  # noqa: S311  (nothing secret)
    names: dict[str, list[tuple[str, dict[str, object]]]] = {"sites": [], "people": [], "units": [], "bodies": []}
    for _ in range(dice.randint(1, 3)):
        town, place = dice.choice(towns)
        what = {"kind": dice.choice(KINDS), "settlement": town, "place": place, "country": "UA"}
        names["sites"].append((dice.choice(PLACES).format(n=dice.randint(1, 40)), what))
    for _ in range(dice.randint(1, 4)):
        surname = dice.choice(MIDDLES) + dice.choice(("", "a", "el", "or", "um", "yn", "is")) + dice.choice(ENDINGS)
        full = f"{dice.choice(GIVEN)} {surname}" if dice.random() < 0.85 else surname
        names["people"].append((full, {"roles": dice.choice(ROLES)}))
    names["units"].append((f"{dice.randint(1, 150)}th Motor Rifle Brigade", {"kind": "brigade"}))
    names["bodies"].append((dice.choice(OFFICES), {}))
    text, found = f"Report {number}. ", dict[str, list[dict[str, object]]]()
    for group, rows in names.items():
        found[group] = []
        for i, (name, more) in enumerate(rows):
            found[group].append(
                {"id": f"{group[0]}{i}", "name": name, "mentions": [[len(text), len(text) + len(name)]], **more}
            )
            text += f"{name}. "
    document = {"id": f"d{number}", "item": f"{number:064x}", "text": text, "language": "uk"}
    return msgspec.convert({"reader": "made/1", "document": document, **found}, Reading)


def timed_changes(state: State, towns: list[tuple[str, str | None]], first: int) -> tuple[float, float, int]:
    """The middle and the worst of twenty changes by one report in seconds, and the most entries that one settled again."""
    gc.collect()
    gc.freeze()  # the case of the bench is not looked through again; a program that starts anew has none to look through
    times, most = list[float](), 0
    for number in range(first, first + 20):
        reading = made(number, towns)
        start = time.process_time()
        change = changed(state, [reading])
        resolution(change.state)
        times.append(time.process_time() - start)
        most = max(most, change.settled)
    gc.unfreeze()
    return sorted(times)[len(times) // 2], max(times), most


def joined(size: int, towns: list[tuple[str, str | None]]) -> tuple[State, float]:
    """A case of so many reports, and the seconds that joining it took."""
    readings = [made(i, towns) for i in range(size)]
    start = time.process_time()
    state = changed(State(), readings).state
    return state, time.process_time() - start


def check(state: State, size: int, towns: list[tuple[str, str | None]]) -> None:
    """Leave where one more report does not give what joining everything anew gives."""
    more = made(size, towns)
    if resolution(changed(state, [more]).state) != resolve([*(made(i, towns) for i in range(size)), more]):
        raise SystemExit("joined step by step is not what is joined at once")


def main() -> None:
    """Print the figures."""
    sizes = [int(s) for s in sys.argv[1:]] or [1_000, 10_000]
    towns = known_towns()
    print(f"{'reports':>8} {'mentions':>9} {'at once':>9} {'one more':>9} {'worst':>9} {'settled':>8} {'kept':>9}")
    slow = False
    for size in sizes:
        state, whole = joined(size, towns)
        middle, worst, most = timed_changes(state, towns, size)
        check(state, size, towns)
        kept = len(msgspec.msgpack.encode(state)) / 2**20
        print(
            f"{size:8,} {len(state.entry):9,} {whole:8.2f}s {middle:8.2f}s {worst:8.2f}s {most:8,} {kept:5.1f} MiB",
            flush=True,
        )
        slow |= worst >= TARGET
    raise SystemExit(f"one more took longer than {TARGET} s" if slow else 0)


if __name__ == "__main__":
    main()
