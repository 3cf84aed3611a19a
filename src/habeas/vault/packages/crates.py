"""RO-Crate metadata of a bag: what each file is, in JSON-LD that outlives its tools. Names of people never stand in it."""

from typing import Any

import msgspec
from rocrate.rocrate import ROCrate

from habeas import __version__
from habeas.vault.packages.snapshot import Snapshot

METADATA = "ro-crate-metadata.json"
RIGHTS = "Originals of an investigation, handed over to the named recipient. No licence to publish."


def crate(state: Snapshot, name: str) -> bytes:
    """The metadata of the payload: the vault as a dataset, each item as a file with its digest.

    `name`: of the case, covered.     The same state gives the same bytes.
    """
    made = ROCrate()
    made.name = name
    made.description = "Originals of a case with the log of their custody (Habeas vault)."
    made.license = RIGHTS
    made.root_dataset["datePublished"] = state.at
    tool = made.add_jsonld({"@id": f"#habeas-{__version__}", "@type": "SoftwareApplication", "name": "Habeas"})
    tool["softwareVersion"] = __version__
    files = [made.add_file(None, place, properties=told) for place, told in _files(state)]
    made.add_jsonld(
        {
            "@id": "#export",
            "@type": "CreateAction",
            "name": "Export of the vault",
            "endTime": state.at,
            "instrument": {"@id": tool.id},
            "result": [{"@id": file.id} for file in files],
        }
    )
    data: dict[str, Any] = made.metadata.generate()
    return msgspec.json.format(msgspec.json.encode(data), indent=1) + b"\n"


def _files(state: Snapshot) -> list[tuple[str, dict[str, Any]]]:
    first: dict[str, str] = {}
    for item, arrival in state.arrivals:
        first.setdefault(item.sha256, arrival.at)
    found: list[tuple[str, dict[str, Any]]] = [
        (
            f"vault/objects/{item.sha256[:2]}/{item.sha256[2:]}",
            {
                "name": f"Item {item.sha256[:12]}",
                "sha256": item.sha256,
                "contentSize": str(item.size),
                "encodingFormat": "application/octet-stream",
                "sdDatePublished": first.get(item.sha256, state.at),
            },
        )
        for item in state.items
    ]
    log = {"name": "Custody log", "encodingFormat": "application/jsonl", "contentSize": str(state.end)}
    return [("vault/custody.jsonl", log), *found]
