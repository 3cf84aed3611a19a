"""What is content and what is a wall."""

import pytest
from tests.intake.capture.site import TEXT

from habeas.intake.capture.walls import judge

LONG = " ".join([TEXT] * 20)


@pytest.mark.parametrize(
    ("status", "text", "outcome"),
    [
        (200, TEXT, "content"),
        (200, LONG + " Log in to continue to the comments.", "content"),
        (200, "Log in to continue", "login_wall"),
        (200, "Войдите, чтобы увидеть публикацию", "login_wall"),
        (200, "Увійдіть, щоб переглянути", "login_wall"),
        (200, "Just a moment... example.org", "blocked"),
        (200, "Before you continue to VideoSite", "login_wall"),
        (200, "Страница не найдена", "unavailable"),
        (200, "", "empty"),
        (200, "12.05.2022 * * *", "empty"),
        (401, TEXT, "login_wall"),
        (403, TEXT, "blocked"),
        (404, TEXT, "unavailable"),
        (451, TEXT, "blocked"),
        (500, TEXT, "failed"),
        (302, TEXT, "failed"),
    ],
)
def test_a_page_is_told_from_a_wall(status: int, text: str, outcome: str) -> None:
    verdict = judge(status, (b"<p>",), text)
    assert verdict.outcome == outcome
    assert bool(verdict.detail) == (outcome != "content")


def test_a_field_for_a_password_makes_a_wall_of_a_page_with_hardly_any_text() -> None:
    form = b"<form><input name=user><input\n  type = 'password' name=p></form>"
    assert judge(200, (form,), "My account on this site and nothing else").outcome == "login_wall"
    assert judge(200, (form,), LONG).outcome == "content"


def test_what_is_no_page_is_content_when_it_has_bytes() -> None:
    assert judge(200, (b"%PDF-",), None).outcome == "content"
    assert judge(200, (b"",), None).outcome == "empty"
