"""Signed notes against the published key and note of Go's note package, and checkpoints of the C2SP form."""

import base64

import pytest

from habeas.vault.notes import Checkpoint, Note, PrivateKey, PublicKey, found_in, parse

PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
SIGNED = (
    "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
PUBLISHED = """example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
"""


def note(size: int = 3) -> Note:
    key = PrivateKey.parse(PRIVATE)
    return parse(key.sign(Checkpoint(origin="PeterNeumann", size=size, root=bytes(range(32))).text()))


def test_the_published_key_signs_the_published_note() -> None:
    key = PrivateKey.parse(PRIVATE)
    assert str(key.public) == PUBLIC
    assert key.secret() == PRIVATE
    assert key.sign(TEXT).decode() == TEXT + SIGNED


def test_the_published_checkpoint_is_read() -> None:
    found = parse(PUBLISHED.encode())
    assert found.checkpoint.origin == "example.com/behind-the-sofa"
    assert found.checkpoint.size == 20852163
    assert PUBLISHED.startswith(found.checkpoint.text() + "\n")
    assert PublicKey.parse(PUBLIC).signed(found) is None


def test_a_signature_is_of_one_key_over_one_text() -> None:
    key, other = PublicKey.parse(PUBLIC), PrivateKey("PeterNeumann", bytes(32)).public
    signed = note()
    assert key.signed(signed) is True
    assert other.signed(signed) is None
    for place in range(len(signed.raw)):
        altered = signed.raw[:place] + bytes([signed.raw[place] ^ 1]) + signed.raw[place + 1 :]
        try:
            assert key.signed(parse(altered)) is not True
        except ValueError:
            continue


@pytest.mark.parametrize(
    "text", [PUBLIC[:-1], PUBLIC.replace("c74f20a3", "c74f20a4"), PUBLIC.replace("ARpc", "Arpc"), "", "a+b", PRIVATE]
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # whatever the reason
        PublicKey.parse(text)


def test_a_key_vouches_for_a_text() -> None:
    key = PrivateKey.parse(PRIVATE)
    word = key.vouch("text")
    assert key.public.vouches("text", word)
    assert not key.public.vouches("other", word)
    with pytest.raises(ValueError, match="base64"):
        key.public.vouches("text", "no")


def test_notes_are_found_behind_one_that_is_damaged() -> None:
    notes = [note(size).raw + b"\n" for size in (1, 2, 3)]
    assert found_in(b"".join(notes)) == [note(1), note(2), note(3)]
    damaged = found_in(notes[0] + notes[1].replace(b"\n2\n", b"\n02\n") + notes[2])
    assert damaged == [note(1), 7, note(3)]
    assert found_in(b"") == []
    assert found_in(b"".join(notes)[:-1]) == [note(1), note(2), 13]


def test_base64_has_one_spelling() -> None:
    line = PUBLISHED.splitlines()[2]
    assert base64.b64decode(line) == base64.b64decode(line.replace("2I=", "2J="))
    with pytest.raises(ValueError, match="base64"):
        parse(PUBLISHED.replace("2I=", "2J=").encode())
