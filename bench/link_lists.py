"""How well and how fast rows of a large list of people are linked: made-up people, some of them listed twice.

    link_lists.py [ROWS]     200,000 unless told

Targets, measured for Splink's own defaults on such a list without transliterated keys: at most 20 CPU s (keys, weighing and
all), precision at least 0.999, recall above 0.79. The second row of a person is written by somebody else: in another script
or romanisation, with the form of the given name of another language, misspelled, without patronymic or with initials,
without a date of birth or with a slip in it, in another town. All people are made up.
"""

import random
import resource
import sys
import time
from collections.abc import Callable

from habeas.resolution.lists import Linked, Row, link
from habeas.resolution.names import data

TARGETS = {"cpu": 20.0, "precision": 0.999, "recall": 0.79}
TWICE = 0.3
SURNAMES, COMMON = 30_000, 4_000
"""So many surnames there are; the more common ones are borne by many."""
STARTS = [
    "Бон",
    "Вих",
    "Гал",
    "Дзю",
    "Жур",
    "Заб",
    "Кал",
    "Лап",
    "Мар",
    "Над",
    "Опа",
    "Пал",
    "Руд",
    "Сав",
    "Тка",
    "Уст",
    "Фед",
    "Хар",
    "Цим",
    "Чор",
    "Шап",
    "Щер",
    "Яре",
]
MIDDLES = [
    "ар",
    "ен",
    "ик",
    "ов",
    "ан",
    "ур",
    "ош",
    "ель",
    "ит",
    "ал",
    "ом",
    "ун",
    "ач",
    "ід",
    "уб",
    "ев",
    "ор",
    "ин",
    "ах",
    "уш",
]
ENDS = ["енко", "чук", "ський", "ів", "юк", "ець", "ко", "ин", "ак", "ич", "ий", "ук"]
TOWNS = [
    "Балаклія",
    "Ізюм",
    "Куп'янськ",
    "Херсон",
    "Маріуполь",
    "Мелітополь",
    "Бердянськ",
    "Енергодар",
    "Токмак",
    "Каховка",
    "Скадовськ",
    "Генічеськ",
    "Буча",
    "Ірпінь",
]
LETTERS = "абвгдезиклмнопрстух"
ROMAN = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'",
        [
            "a",
            "b",
            "v",
            "h",
            "g",
            "d",
            "e",
            "ie",
            "zh",
            "z",
            "y",
            "i",
            "i",
            "i",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
            "",
            "iu",
            "ia",
            "",
        ],
        strict=False,
    )
)
ROMAN |= {"ы": "y", "э": "e", "ё": "io", "ъ": ""}
OTHER_ROMAN = ROMAN | {
    "г": "g",
    "и": "i",
    "ж": "j",
    "х": "h",
    "ц": "c",
    "й": "j",
    "ю": "yu",
    "я": "ya",
    "є": "ye",
    "ї": "yi",
}


class Maker:
    """Makes people; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311  (nothing secret)
        table = data("given_names")
        self.given = {
            sex: [forms for forms in table[name] if _cyrillic(forms[0])]
            for sex, name in (("m", "male"), ("f", "female"))
        }
        self.towns = TOWNS + [f"{start}{middle}івка" for start in STARTS for middle in MIDDLES[:10]]
        pool = {a + b + c + d for a in STARTS for b in MIDDLES for c in ("", *MIDDLES) for d in ENDS}
        self.surnames = sorted(self.dice.sample(sorted(pool), SURNAMES), key=lambda _: self.dice.random())

    def person(self) -> dict[str, str]:
        """Somebody."""
        dice = self.dice
        sex = dice.choice("mf")
        forms = self.given[sex][min(int(dice.expovariate(1 / 18)), len(self.given[sex]) - 1)]
        father = self.given["m"][min(int(dice.expovariate(1 / 18)), len(self.given["m"]) - 1)][0]
        surname = self.surnames[int(dice.expovariate(1 / COMMON)) % len(self.surnames)]
        if sex == "f" and surname.endswith("ський"):
            surname = f"{surname[:-2]}а"
        day = f"{dice.randint(1940, 2005)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
        stem = father.rstrip("аоийь")
        patronymic = f"{stem}ович" if sex == "m" else f"{stem}івна"
        return {
            "surname": surname,
            "given": forms[0],
            "other": forms[1 % len(forms)],
            "patronymic": patronymic,
            "born": day,
            "place": dice.choice(self.towns),
        }

    def first(self, one: dict[str, str]) -> tuple[str, str | None, str]:
        """How the first list writes them."""
        return (
            f"{one['surname']} {one['given']} {one['patronymic']}",
            one["born"] if self.dice.random() < 0.9 else None,
            one["place"],
        )

    def second(self, one: dict[str, str]) -> tuple[str, str | None, str | None]:
        """How somebody else writes the same person."""
        dice = self.dice
        surname = self.slip(one["surname"]) if dice.random() < 0.12 else one["surname"]
        given = one["other"] if dice.random() < 0.25 else one["given"]
        parts = [surname, given if dice.random() < 0.93 else f"{given[0]}."]
        if dice.random() < 0.6:
            parts.append(one["patronymic"] if dice.random() < 0.85 else f"{one['patronymic'][0]}.")
        if dice.random() < 0.3 and len(parts[1]) > 2:
            parts = [*parts[1:], parts[0]]
        name = " ".join(parts)
        script = dice.random()
        if script < 0.45:
            name = roman(name, ROMAN if script < 0.3 else OTHER_ROMAN)
        place = one["place"] if dice.random() < 0.75 else dice.choice(self.towns) if dice.random() < 0.6 else None
        return name, self.date(one["born"]), place

    def date(self, born: str) -> str | None:
        """A date of birth as it comes to a second list."""
        dice = self.dice.random()
        if dice < 0.15:
            return None
        if dice < 0.22:
            return born[:4]
        if dice < 0.26:
            return f"{born[:4]}-{born[8:]}-{born[5:7]}" if int(born[8:]) <= 12 else born
        if dice < 0.3:
            at = self.dice.choice((3, 6, 9))
            return f"{born[:at]}{self.dice.randint(0, 2)}{born[at + 1 :]}"
        return born

    def slip(self, word: str) -> str:
        """A word with one letter wrong, left out, doubled or exchanged with the next."""
        at = self.dice.randrange(1, len(word) - 1)
        changes: tuple[Callable[[], str], ...] = (
            lambda: word[:at] + self.dice.choice(LETTERS) + word[at + 1 :],
            lambda: word[:at] + word[at + 1 :],
            lambda: word[:at] + word[at] + word[at:],
            lambda: word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
        return self.dice.choice(changes)()


def _cyrillic(word: str) -> bool:
    return "\u0400" <= word[0] <= "\u052f"


def roman(name: str, letters: dict[str, str]) -> str:
    """The name in Latin letters."""
    return " ".join("".join(letters.get(c, c) for c in word.lower()).capitalize() for word in name.split())


def made(rows: int, seed: int = 1) -> tuple[list[Row], set[tuple[str, str]]]:
    """So many rows, and the pairs that are one person."""
    maker, found, pairs = Maker(seed), list[Row](), set[tuple[str, str]]()
    while len(found) < rows:
        one, number = maker.person(), len(found)
        found.append(Row(f"{number:07}", *maker.first(one)))
        if maker.dice.random() < TWICE and len(found) < rows:
            found.append(Row(f"{number + 1:07}", *maker.second(one)))
            pairs.add((f"{number:07}", f"{number + 1:07}"))
    maker.dice.shuffle(found)
    return found, pairs


def figures(linked: list[Linked], pairs: set[tuple[str, str]]) -> tuple[float, float]:
    """Precision and recall."""
    right = sum((one.left, one.right) in pairs for one in linked)
    return right / max(len(linked), 1), right / max(len(pairs), 1)


def main() -> None:
    """Print the figures."""
    rows, pairs = made(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
    link(rows[:10])  # loading the libraries and the tables of names is no linking
    start, wall = time.process_time(), time.perf_counter()
    linked = link(rows)
    cpu, wall = time.process_time() - start, time.perf_counter() - wall
    precision, recall = figures(linked, pairs)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(rows):,} rows, {len(pairs):,} pairs of one person, {len(linked):,} linked")
    print(
        f"precision {precision:.4f} (target {TARGETS['precision']})  recall {recall:.3f} (target {TARGETS['recall']})"
    )
    print(f"{cpu:.1f} CPU s (target {TARGETS['cpu']:.0f}), {wall:.1f} s, {memory:,.0f} MiB")
    for one in linked[:: max(len(linked) // 3, 1)]:
        print(f"  {one.left} {one.right} {one.weight:.1f}: {'; '.join(one.why)}")
    met = cpu <= TARGETS["cpu"] and precision >= TARGETS["precision"] and recall > TARGETS["recall"]
    raise SystemExit(0 if met else "a target is missed")


if __name__ == "__main__":
    main()
