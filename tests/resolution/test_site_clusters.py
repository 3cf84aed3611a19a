"""Sites of the annotated reports are joined as annotators name them, and nothing is joined across towns."""

import pytest
from bench.site_clusters import across_towns, alike, b_cubed, joined, to_the_letter

from making import GOLD

FLOOR = 0.90


def test_b_cubed_of_a_known_case() -> None:
    precision, recall, f1 = b_cubed("aabbb", "xxxyy")
    assert precision == pytest.approx((1 + 1 + 1 / 3 + 2 / 3 + 2 / 3) / 5)
    assert recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5)
    assert f1 == pytest.approx(2 * precision * recall / (precision + recall))


@pytest.mark.gold
@pytest.mark.skipif(not GOLD.exists(), reason="the annotated reports are not here")
def test_annotated_sites() -> None:
    sites = joined([GOLD / "dev", GOLD / "train"])
    entities = [site.entity for site in sites]
    assert b_cubed(entities, alike(sites))[2] >= FLOOR
    assert b_cubed(entities, to_the_letter(sites))[2] >= FLOOR
    assert not across_towns(sites)
    assert len(set(entities)) <= len(entities) - 60
