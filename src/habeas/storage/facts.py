"""What derivations told beside the text: tools and their versions, metadata of photos, confidence of recognition.

Facts may hold names of people (an author in a photo's metadata), so they stand in a table of the identity store, are shown
to nobody unasked, and can be computed again from the vault.
"""

from collections.abc import Iterable

import msgspec
import sqlalchemy as sa

from habeas.model.derivation import Derivation
from habeas.storage import tables as t
from habeas.storage.database import Database


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """Of one item."""

    tools: list[str] = []
    facts: dict[str, object] = {}


def put_facts(database: Database, made: Iterable[Derivation]) -> None:
    """Keep the facts of these derivations in place of older ones."""
    with database.writing() as db:
        for one in made:
            db.execute(sa.delete(t.identity_facts).where(t.identity_facts.c.item == one.item))
            if one.tools or one.facts:
                body = msgspec.json.encode(Facts(tools=one.tools, facts=one.facts))
                db.execute(sa.insert(t.identity_facts).values(item=one.item, body=body))


def facts(database: Database, item: str) -> Facts:
    """The facts of an item; none where none were told."""
    query = sa.select(t.identity_facts.c.body).where(t.identity_facts.c.item == item)
    body = database.connection.execute(query).scalar()
    return Facts() if body is None else msgspec.json.decode(body, type=Facts)
