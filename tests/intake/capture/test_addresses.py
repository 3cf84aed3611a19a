"""Which addresses are asked."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.intake.capture import CaptureError, Reach, parse
from habeas.intake.capture.addresses import join, resolve, system_resolver


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://0x7f.0.0.1/",
        "http://2130706433/",
        "http://0/",
        "http://localhost:8000/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://[64:ff9b::10.0.0.1]/",
        "http://[2002:7f00:1::]/",
        "http://[64:ff9b:1::10.0.0.1]/",
        "http://[::127.0.0.1]/",
        "http://[::ffff:0:127.0.0.1]/",
        "http://[fec0::1]/",
        "http://[fe80::1]/",
        "http://[fd00:ec2::254]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.100.100.200/",
        "http://168.63.129.16/",
        "http://10.1.2.3/",
        "http://192.168.0.1/",
        "http://172.16.0.1/",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
        "http://1.1.1.1:25/",
    ],
)
def test_an_address_inside_or_of_another_service_is_refused(url: str) -> None:
    with pytest.raises(CaptureError) as e:
        resolve(parse(url), Reach(), system_resolver)
    assert e.value.kind == "refused"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ftp://example.org/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://",
        "http:///path",
        "http://user:secret@example.org/",
        "http://exa mple.org/",
        "http://example.org:99999/",
        "http://example.org:0/",
        "http://[::1",
        "http://example.org\r\nX: 1/",
        "http://" + "a" * 9000,
        "http://" + "a" * 70 + ".org/",
    ],
)
def test_what_is_no_address_of_the_web_is_refused(url: str) -> None:
    with pytest.raises(CaptureError) as e:
        resolve(parse(url), Reach(), lambda _host, _port: ["93.184.216.34"])
    assert e.value.kind == "refused"


def test_an_open_address_may_be_asked() -> None:
    assert resolve(parse("https://example.org/"), Reach(), lambda _h, _p: ["93.184.216.34"]) == ["93.184.216.34"]


def test_one_inner_answer_among_open_ones_refuses_the_name() -> None:
    with pytest.raises(CaptureError):
        resolve(parse("https://example.org/"), Reach(), lambda _h, _p: ["93.184.216.34", "10.0.0.1"])


def test_an_international_address_is_asked_for_in_ascii() -> None:
    address = parse("https://Приклад.УКР/шлях з/ї?q=ґ&x=%20#там")
    assert address.url == "https://xn--80aikifvh.xn--j1amh/%D1%88%D0%BB%D1%8F%D1%85%20%D0%B7/%D1%97?q=%D2%91&x=%20"
    assert address.fragment == "там"


def test_a_redirect_is_joined_to_where_it_was_given() -> None:
    assert join(parse("http://example.org/a/b"), "../c?d").url == "http://example.org/c?d"
    assert join(parse("http://example.org/a"), "//other.org:8080").url == "http://other.org:8080/"
    with pytest.raises(CaptureError):
        join(parse("http://example.org/a"), "data:text/html,x")


@given(st.ip_addresses())
def test_nothing_is_reached_that_the_standard_calls_private(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    try:
        Reach().judge(str(ip), 443)
    except CaptureError:
        return
    assert ip.is_global
    assert not ip.is_multicast


@given(st.text(max_size=40), st.text(max_size=40))
def test_what_is_parsed_goes_into_one_request_line(host: str, path: str) -> None:
    try:
        address = parse(f"http://{host}/{path}")
    except CaptureError:
        return
    for part in (address.path, address.authority):
        assert part.isascii()
        assert not set(part) & set(" \r\n\t\0")
    assert parse(address.url).url == address.url
