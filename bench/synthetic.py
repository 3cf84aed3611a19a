"""Made-up reports in any number, the same for the same seed: towns, kinds of site, speakers and figures put together."""

import json
import random
from pathlib import Path

TOWNS = (
    "Kupiansk",
    "Izium",
    "Balakliia",
    "Vovchansk",
    "Kozacha Lopan",
    "Kherson",
    "Donetsk",
    "Makiivka",
    "Mariupol",
    "Bucha",
)
KINDS = ("police station", "basement of a school", "former factory", "hospital", "garage", "railway station", "colony")
SPEAKERS = (
    "the regional prosecutor's office",
    "Serhii Bolvinov, head of the investigation department of the regional police",
    "a former detainee",
    "two residents of the town",
    "ASTRA",
)
ACTS = (
    "beaten with rubber batons",
    "given electric shocks",
    "kept without food for days",
    "forced to sign confessions",
    "threatened with execution",
)


def report(number: int) -> dict[str, object]:
    """One report of about 700 characters; every seventh repeats the one before word for word, as relays do."""
    dice = random.Random(number - 1 if number % 7 == 6 else number)  # noqa: S311  (nothing secret)
    town, kind, speaker = dice.choice(TOWNS), dice.choice(KINDS), dice.choice(SPEAKERS)
    sentences = [f"At least {dice.randint(3, 90)} people were held in the {kind} in {town}, {speaker} said."]
    sentences += [
        f"Some were {dice.choice(ACTS)} in the {kind}, according to {dice.choice(SPEAKERS)}."
        for _ in range(dice.randint(3, 6))
    ]
    sentences.append(f"Soldiers of the {dice.randint(1, 150)}th Motor Rifle Brigade guarded the {kind} in {town}.")
    return {
        "id": f"s-{number:06}",
        "lang": "en",
        "publisher": f"Outlet {number % 40}",
        "published": f"2023-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
        "url": f"https://example.org/{number}",
        "title": f"What happened in {town}",
        "text": "\n\n".join(sentences),
    }


def write(folder: Path, count: int, first: int = 0) -> None:
    """Write the reports `first` to `first + count - 1` into `folder`, one file each."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(first, first + count):
        (folder / f"s-{number:06}.json").write_text(json.dumps(report(number)), "utf-8")
