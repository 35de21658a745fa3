"""The sequence is Sobol's."""

import numpy as np
import pytest
from scipy.stats import qmc

from lowdose.pharmacology.sobol import MAX_DIMENSIONS, sobol_points


def test_the_points_are_those_of_scipy():
    theirs = qmc.Sobol(MAX_DIMENSIONS, scramble=False, bits=30).random(1024)
    assert np.array_equal(sobol_points(1024, MAX_DIMENSIONS), theirs)


@pytest.mark.parametrize("n_points", [1, 2, 16, 512])
def test_each_dimension_of_a_full_set_has_one_point_in_every_cell(n_points):
    cells = np.floor(sobol_points(n_points, MAX_DIMENSIONS) * n_points).astype(int)
    assert np.array_equal(np.sort(cells, axis=0).T, [np.arange(n_points)] * MAX_DIMENSIONS)


def test_a_longer_sequence_begins_with_the_shorter_one():
    assert np.array_equal(sobol_points(100, 3), sobol_points(777, 3)[:100])
