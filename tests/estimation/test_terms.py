"""Hierarchical models: how many there are, what they contain, how they are named."""

import pytest

from habeas.estimation.terms import closed, design, generators, groups, hierarchical, label


@pytest.mark.parametrize(("t", "order", "number"), [(2, 1, 1), (3, 2, 8), (4, 2, 64), (4, 3, 113), (5, 2, 1024)])
def test_how_many_models_there_are(t, order, number):
    models = hierarchical(t, order)
    assert len(set(models)) == len(models) == number


def test_five_lists_of_any_order():
    assert len(hierarchical(5, 4)) == 6893


def test_too_many_models_are_refused():
    with pytest.raises(ValueError, match="more than"):
        hierarchical(7, 6)


def test_every_model_holds_the_parts_of_its_terms_and_never_all_lists():
    for model in hierarchical(4, 3):
        assert closed(generators(model), 4) == model
        assert 0b1111 not in model


def test_names():
    model = closed((0b0111, 0b1001, 0b1100), 4)
    assert label(model, 4) == "[123,14,34]"
    assert groups(model, ["w", "x", "y", "z"]) == "w with x with y; w with z; y with z"
    assert groups(closed((), 3), ["w", "x", "y"]) == "none"
    assert label(closed((0b10000000001,), 11), 11).startswith("[1.11,2,")


def test_declared_terms_are_in_every_model():
    models = hierarchical(4, 3, (0b0011,))
    assert all(0b0011 in model for model in models)
    assert len(models) == sum(0b0011 in model for model in hierarchical(4, 3))


def test_the_design_has_a_row_a_history():
    matrix = design(closed((0b011,), 3), 3)
    assert matrix.shape == (7, 5)
    assert matrix.sum(axis=0).tolist() == [7, 4, 4, 2, 4]
