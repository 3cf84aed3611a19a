"""The tables of `case.db`.

Names of people stand only in the tables of the identity store (`identity_*`): the texts, the readings and what is
made of them for joining, and the reasons of decisions. Everything else holds hashes, reasons and covered words.
"""

import sqlalchemy as sa

VERSION = 1

metadata = sa.MetaData()

meta = sa.Table(
    "meta",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

items = sa.Table(
    "items",
    metadata,
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("derived_by", sa.Text),
    sa.Column("reason", sa.Text),
    sa.Column("detail", sa.Text),
)

identity_arrivals = sa.Table(
    "identity_arrivals",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("item", sa.Text, sa.ForeignKey("items.sha256"), nullable=False, index=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
)

identity_documents = sa.Table(
    "identity_documents",
    metadata,
    sa.Column("item", sa.Text, sa.ForeignKey("items.sha256"), primary_key=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
)

identity_readings = sa.Table(
    "identity_readings",
    metadata,
    sa.Column("item", sa.Text, sa.ForeignKey("items.sha256"), primary_key=True),
    sa.Column("reader", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)

identity_facts = sa.Table(
    "identity_facts",
    metadata,
    sa.Column("item", sa.Text, sa.ForeignKey("items.sha256"), primary_key=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
)

identity_entries = sa.Table(
    "identity_entries",
    metadata,
    sa.Column("item", sa.Text, sa.ForeignKey("items.sha256"), primary_key=True),
    sa.Column("reading", sa.Integer, nullable=False),
    sa.Column("rules", sa.Text, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)

identity_decisions = sa.Table(
    "identity_decisions",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)
