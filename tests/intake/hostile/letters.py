"""Hostile messages, pages and plain text."""

from collections.abc import Iterator

MIB = 1 << 20
Named = tuple[str, bytes]


def letters() -> Iterator[Named]:
    """Attacks by mail."""
    head = b"From: a@example.org\nTo: b@example.org\nSubject: s\nMessage-ID: <1@x>\nMIME-Version: 1.0\n"
    deep = head + b"Content-Type: multipart/mixed; boundary=b0\n\n"
    for level in range(500):
        deep += b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (level, level + 1)
    yield "deep.eml", deep
    inner = head + b"\nwords\n"
    for _ in range(60):
        inner = head + b"Content-Type: message/rfc822\n\n" + inner
    yield "matryoshka.eml", inner
    yield "boundaries.eml", head + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 60_000
    yield "header.eml", head + b"X-Long: " + b"a" * (8 * MIB) + b"\n\nwords"
    yield "headers.eml", head + b"".join(b"X-%d: y\n" % n for n in range(50_000)) + b"\nwords"
    yield "folded.eml", head + b"Subject: a\n" + b" b\n" * 200_000 + b"\nwords"
    yield "encoded.eml", head + b"Subject: " + b"=?utf-8?B?" * 20_000 + b"\n\nwords"
    yield "charset.eml", head + b"Content-Type: text/plain; charset=utf-7\n\n+AGE-words"
    yield "codec.eml", head + b"Content-Type: text/plain; charset=zlib\n\nwords"
    yield "base64.eml", head + b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n" + b"=A=B" * 50_000
    yield "name.eml", head + b'Content-Type: text/plain; name="../../../x"\nContent-Disposition: attachment\n\nwords'
    yield "date.eml", head + b"Date: Mon, 99 Foo 99999 99:99:99 +99999999\n\nwords"
    yield "uu.eml", head + b"Content-Transfer-Encoding: x-uuencode\n\nbegin 644 /etc/passwd\n" + b"M" * 999
    yield "separators.mbox", b"From a Mon Oct  3 23:30:00 2022\nFrom: a\n\n" * 30_000
    yield "line.mbox", b"From a Mon Oct  3 23:30:00 2022\nFrom: " + b"a" * (20 * MIB)
    yield "one.mbox", b"From a Mon Oct  3 23:30:00 2022\n"


def pages() -> Iterator[Named]:
    """Attacks by pages and text."""
    yield "deep.html", b"<html><body>" + b"<div>" * 200_000 + b"words"
    yield "tables.html", b"<html>" + b"<table><tr><td>" * 20_000 + b"words"
    yield "attributes.html", b"<html><p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">words</p>"
    yield "comment.html", b"<html><!--" + b"-" * (4 * MIB)
    yield "entities.html", b"<html><p>" + b"&amp;" * 500_000
    yield (
        "laughs.html",
        b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(20))
        + b"]><html><p>&u;</p></html>",
    )
    yield (
        "external.html",
        b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><html>&a;</html>',
    )
    yield "base.html", b"<html><p>" + b'<img src="data:image/png;base64,' + b"A" * (6 * MIB) + b'">words'
    yield "utf7.html", b'<html><meta charset="utf-7"><p>+ADw-script+AD4-words'
    yield "charset.html", b'<html><meta charset="' + b"x" * 4000 + b'"><p>words'
    yield "surrogates.txt", "\ud800 words \udfff".encode("utf-8", "surrogatepass") * 1000
    yield "controls.txt", bytes(range(32)) * 3000
    yield "right-to-left.txt", ("words \u202e" * 5000).encode()
    yield "one-line.txt", b"a" * (30 * MIB)
    yield "lines.txt", b"\n" * (20 * MIB)
    yield "combining.txt", ("a" + "\u0301" * 500_000).encode()
    yield "utf32.txt", b"\xff\xfe\0\0" + b"\xff" * 4000
    yield "deep.json", b'{"text": ' + b"[" * 500_000
    yield "deep-key.json", b'{"text": "words", "x": ' + b'{"a":' * 200_000 + b"1" + b"}" * 200_001
    yield "digits.json", b'{"text": "words", "n": ' + b"9" * MIB + b"}"
    yield "keys.json", b'{"text": "words"' + b"".join(b', "k%d": 1' % n for n in range(200_000)) + b"}"
    yield "duplicate.json", b'{"text": "one", "text": "two", "text": 3}'
    yield "escape.json", b'{"text": "\\ud800\\udc00\\ud800 words"}'
