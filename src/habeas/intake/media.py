"""Audio and video: what the container says of itself, and hashes of pictures along a video; their words need transcription.

The demultiplexer is chosen here, from the first bytes, and never by the program: playlists and scripts that name other files
are no media. Nothing but the file itself is opened.
"""

import hashlib
import json
from typing import Any

from habeas.intake import tools
from habeas.intake.cleaning import clean
from habeas.intake.media_kinds import demuxer
from habeas.intake.source import Source
from habeas.intake.transcribing import NEEDED
from habeas.model.derivation import Derivation
from habeas.model.errors import UnreadableError
from habeas.model.item import NotRead

SIDE = 256
"""Sides of the pictures that are hashed, whatever the video's own."""
ADVICE = "its words need transcription: name a program in case.toml (docs/formats.md)"


def derive(source: Source) -> Derivation:
    """The facts of a recording; that its words are still to be heard. Raises UnreadableError: broken, unsupported."""
    kind = demuxer(source.head())
    if source.path is None or kind is None:
        raise UnreadableError("unknown_format", "neither its contents nor its name tell a format that can be read")
    where = tools.location(source.path)
    used: list[str] = []
    facts = _probed(where, kind, used) if tools.has("ffprobe") else _informed(where, used)
    streams = {stream.get("codec_type") for stream in facts.get("streams", [])}
    if "video" in streams and tools.has("ffmpeg"):
        facts["pictures"] = _pictures(where, kind, source.limits.frames, facts.get("duration"), used)
    what = "a video" if "video" in streams else "a recording"
    length = f" of {_clock(facts['duration'])}" if facts.get("duration") else ""
    if streams and "audio" not in streams:
        why = NotRead(item=source.item, reason="no_text", detail=f"{what}{length} without sound")
    else:
        why = NotRead(item=source.item, reason=NEEDED, detail=f"{what}{length}: {ADVICE}")
    return Derivation(item=source.item, not_read=why, tools=used, facts=facts)


def _probed(where: str, kind: str, used: list[str]) -> dict[str, Any]:
    arguments = (
        "-v",
        "error",
        "-protocol_whitelist",
        "file",
        "-f",
        kind,
        "-show_format",
        "-show_streams",
        "-of",
        "json",
    )
    told = _object(tools.run("ffprobe", *arguments, "-i", where, seconds=15))
    used.append(tools.version("ffprobe"))
    streams = [one for one in told.get("streams", []) if isinstance(one, dict)]
    if not streams:
        raise UnreadableError("broken", "the recording is cut off or damaged: it has no picture and no sound")
    frame = told.get("format", {})
    return {
        "container": kind,
        "duration": _number(frame.get("duration")),
        "tags": _tags(frame.get("tags")),
        "streams": [_stream(one) for one in streams[:20]],
    }


def _stream(one: dict[str, Any]) -> dict[str, Any]:
    kept = ("codec_type", "codec_name", "width", "height", "avg_frame_rate", "sample_rate", "channels", "duration")
    return {key: one[key] for key in kept if key in one} | {"tags": _tags(one.get("tags"))}


def _tags(tags: Any) -> dict[str, str]:
    pairs = list(tags.items())[:100] if isinstance(tags, dict) else []
    return {clean(str(key))[:100]: clean(str(value))[:1000] for key, value in pairs}


def _object(data: bytes) -> dict[str, Any]:
    try:
        told = json.loads(data)
    except ValueError as e:
        raise UnreadableError("broken", "the recording is damaged: nothing could be told of it") from e
    return told if isinstance(told, dict) else {}


def _informed(where: str, used: list[str]) -> dict[str, Any]:
    """The same by pymediainfo, an extra, where ffprobe is not installed; nothing without either."""
    try:
        from pymediainfo import MediaInfo  # noqa: PLC0415  # an extra
    except ImportError:
        return {}
    tracks = [track.to_data() for track in MediaInfo.parse(where).tracks]
    used.append("MediaInfo")
    general = next((one for one in tracks if one.get("track_type") == "General"), {})
    kinds = {"Video": "video", "Audio": "audio"}
    streams = [
        {"codec_type": kinds[one["track_type"]], "codec_name": str(one.get("format", ""))[:50]}
        for one in tracks
        if one.get("track_type") in kinds
    ]
    return {"duration": (_number(general.get("duration")) or 0) / 1000 or None, "streams": streams}


def _pictures(where: str, kind: str, most: int, duration: Any, used: list[str]) -> list[dict[str, Any]]:
    """Hashes of up to `most` pictures spread over the video; none where it cannot be decoded in time."""
    every = max(1.0, (duration or 0) / most)
    arguments = ("-nostdin", "-v", "error", "-threads", "1", "-protocol_whitelist", "file", "-f", kind, "-i", where)
    shape = ("-an", "-sn", "-dn", "-vf", f"fps=1/{every:g},scale={SIDE}:{SIDE}", "-frames:v", str(most))
    try:
        raw = tools.run("ffmpeg", *arguments, *shape, "-f", "rawvideo", "-pix_fmt", "rgb24", "-", seconds=12)
    except UnreadableError:
        return []
    used.append(tools.version("ffmpeg"))
    size = SIDE * SIDE * 3
    return [
        {"second": round(number * every, 1)} | _hashed(raw[at : at + size])
        for number, at in enumerate(range(0, len(raw) - size + 1, size))
    ]


def _hashed(frame: bytes) -> dict[str, Any]:
    from PIL import Image  # noqa: PLC0415

    from habeas.intake.images import perceptual  # noqa: PLC0415

    found = perceptual(Image.frombytes("RGB", (SIDE, SIDE), frame))
    return (
        {"pdq": found["hash"], "quality": found["quality"]} if found else {"sha256": hashlib.sha256(frame).hexdigest()}
    )


def _number(value: Any) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if 0 < number < 1e8 else None


def _clock(seconds: float) -> str:
    whole = round(seconds)
    return (
        f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}" if whole >= 3600 else f"{whole // 60}:{whole % 60:02}"
    )
