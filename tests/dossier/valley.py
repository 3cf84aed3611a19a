"""A small fictional case for the tests of the report: two sites of an invented valley, three reports, one unread file."""

import hashlib
from collections.abc import Sequence

from habeas.dossier import Source
from habeas.model import ids
from habeas.model.covering import CoveredText
from habeas.model.item import Arrival, NotRead
from habeas.model.passage import Passage
from habeas.model.reading import Count, DateRange, Unread
from habeas.model.register import (
    BodyRow,
    Built,
    ClaimRow,
    DocumentRow,
    Finding,
    Name,
    Origin,
    PersonRow,
    Register,
    SiteRow,
    Tally,
    UnitRow,
)


def sha(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


ENGLISH, UKRAINIAN, COPY, LOCKED = sha("english"), sha("ukrainian"), sha("copy"), sha("locked")
RAW = (
    "Olena Vyhadana said that at least 23 people were held in the cellar.\n\n"
    "Guards beat her & gave electric <shocks>. The mayor denied it all."
)
_NAME = "Olena Vyhadana"
LABEL = ids.label(ids.mention_id("person", ENGLISH, 0))
TEXTS = {
    ENGLISH: CoveredText(text=RAW.replace(_NAME, LABEL), cuts=[Passage(0, len(_NAME))], labels=[LABEL]),
    UKRAINIAN: CoveredText(text="У підвалі школи тримали людей, каже свідок. Їх били струмом."),
    COPY: CoveredText(text="У підвалі школи тримали людей, каже свідок. Їх били струмом!"),
}
PIT, SCHOOL = ids.mention_id("site", ENGLISH, 60), ids.mention_id("site", UKRAINIAN, 2)
UNIT, OUTLET = ids.mention_id("unit", ENGLISH, 70), ids.mention_id("body", ENGLISH, 80)
WITNESS, MAYOR = ids.mention_id("person", ENGLISH, 0), ids.mention_id("person", ENGLISH, 110)
GUARD = ids.mention_id("person", ENGLISH, 75)
GUARD_NAME = "Bohdan Nemaie"


def passage(item: str, words: str) -> Passage:
    """Where words stand in the original text."""
    text = RAW if item == ENGLISH else TEXTS[item].text
    start = text.index(words)
    return Passage(start, start + len(words))


def claim(item: str, words: str, claim_type: str, **fields: object) -> ClaimRow:
    span = passage(item, words)
    return ClaimRow(
        id=ids.claim_id(item, span.start, span.end, claim_type),
        type=claim_type,
        passage=span,
        document=item[:16],
        **{"origin": ids.derived_id("origin", WITNESS), **fields},
    )


HELD = claim(
    ENGLISH, f"{_NAME} said that at least 23 people were held", "count.detainees", site=PIT, victims=[WITNESS],
    attribution=[WITNESS, OUTLET], count=Count(op="at_least", n=23, of="detainees"),
    date=DateRange(start="2022-03-10", end="2022-09-08"),
)  # fmt: skip
SHOCKS = claim(
    ENGLISH, "Guards beat her & gave electric <shocks>", "torture.electric_shock", site=PIT, attribution=[WITNESS],
    perpetrators=[UNIT, GUARD],
)  # fmt: skip
BEATEN = claim(ENGLISH, "beat her", "torture.beating", site=PIT, attribution=["anon:former detainee"], stance="hedged")
DENIAL = claim(ENGLISH, "The mayor denied it all", "denial", site=PIT, attribution=[MAYOR], stance="denied")
CELLAR = claim(UKRAINIAN, "тримали людей", "detention.unlawful", site=SCHOOL, attribution=["anon:witness"])
WIDER = claim(UKRAINIAN, "Їх били струмом", "torture.electric_shock", status="confirmed")
CLAIMS = [HELD, SHOCKS, BEATEN, DENIAL, CELLAR, WIDER]


def finding(claim_type: str, claims: list[ClaimRow], **fields: object) -> Finding:
    """A finding that rests on these claims."""
    held = [c.id for c in claims]
    tally = Tally(independent=1, at_most=2)
    key = ids.derived_id("finding", claim_type, *held)
    return Finding(id=key, type=claim_type, claims=held, **{"origins": tally, **fields})


FINDINGS = [
    finding("count.detainees", [HELD], site=PIT, state="single_source_unassessed"),
    finding("torture.electric_shock", [SHOCKS], site=PIT, denials=[DENIAL.id], state="contested"),
    finding("torture.beating", [BEATEN], site=PIT),
    finding("detention.unlawful", [CELLAR], site=SCHOOL),
]


def documents() -> list[DocumentRow]:
    return [
        DocumentRow(
            id=ENGLISH[:16], item=ENGLISH, title=f"“{LABEL}” speaks <b>out</b>", publisher="River Herald",
            published="2022-09-16", language="en", url="https://example.org/a?b=1&c=2",
        ),
        DocumentRow(
            id=UKRAINIAN[:16], item=UKRAINIAN, title="Підвал школи", publisher="Вісник Долини", published="2022-10",
            language="uk", url="javascript:alert(1)",
        ),
        DocumentRow(id=COPY[:16], item=COPY, language="uk", twin_of=UKRAINIAN[:16]),
    ]  # fmt: skip


def people() -> list[PersonRow]:
    return [
        PersonRow(id=WITNESS, label=LABEL, roles=["victim", "witness"], claims=[HELD.id, SHOCKS.id]),
        PersonRow(id=MAYOR, label=ids.label(MAYOR), sealed=False, name="Ivan Vyhadanyi", roles=["official"]),
        PersonRow(id=GUARD, label=ids.label(GUARD), sealed=False, name=GUARD_NAME, roles=["alleged_perpetrator"]),
    ]


def sites() -> list[SiteRow]:
    return [
        SiteRow(
            id=PIT, name="the Pit", names=[Name(text="the Pit", language="en"), Name(text="Яма", language="uk")],
            kind="pit", settlement="Vovchansk", admin1="Kharkiv Oblast", country="UA", lat=50.29, lon=36.94,
            precision="settlement", run_by=[UNIT], first="2022-03-10", last="2022-09-08",
            claims=[HELD.id, SHOCKS.id, BEATEN.id, DENIAL.id], origins=Tally(independent=2, at_most=3), denied=True,
        ),
        SiteRow(id=SCHOOL, name="підвал школи", kind="school", part_of=PIT, claims=[CELLAR.id], candidates=["a", "b"]),
    ]  # fmt: skip


def register(**changes: object) -> Register:
    """The register of the valley, with some of its lists replaced."""
    rows: dict[str, object] = {
        "documents": documents(),
        "sites": sites(),
        "units": [UnitRow(id=UNIT, name="9th Valley Regiment", kind="regiment", claims=[SHOCKS.id])],
        "people": people(),
        "bodies": [BodyRow(id=OUTLET, name="Valley Radio", kind="outlet", claims=[HELD.id])],
        "origins": [Origin(id=HELD.origin, voice=WITNESS, kind="account", claims=[HELD.id, SHOCKS.id])],
        "claims": CLAIMS,
        "findings": FINDINGS,
    }
    return Register(case="The valley", built=Built(version="0", inputs="ab" * 32), **{**rows, **changes})


class Valley:
    """The sources of the valley; keeps the contract of `habeas.dossier.Sources`."""

    def __init__(self, texts: dict[str, CoveredText] | None = None) -> None:
        self.texts = TEXTS if texts is None else texts

    def source(self, item: str) -> Source:
        name = f"{LABEL} \u202egnp.html"
        arrival = Arrival(item=item, at="2022-10-01T09:30:00Z", name=name, via="archive", parent=sha("zip"))
        unread = [Unread(passage=Passage(0, 5), language="de", reason="language_without_pack")] if item == COPY else []
        return Source(
            item=item, size=12_345, arrivals=[arrival], text=self.texts.get(item), unread=unread, reader="rules/0"
        )

    def not_read(self) -> Sequence[NotRead]:
        return [NotRead(item=LOCKED, reason="encrypted", detail="asks for a <password>")]

    def items(self) -> int:
        return len(self.texts) + 1
