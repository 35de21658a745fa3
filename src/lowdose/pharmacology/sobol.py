"""The Sobol sequence: points that fill a cube more evenly than random ones.

scipy has it too; importing it from there takes longer than any calculation of this package.
"""

import numpy as np
from numpy.typing import NDArray

from lowdose.pharmacology.curve import FloatArray

#: Degree, inner coefficients and first direction numbers of the primitive polynomials of
#: dimensions 2 to 8, from new-joe-kuo-6.21201 (Joe and Kuo, SIAM J Sci Comput 2008;30:2635).
POLYNOMIALS = (
    (1, 0, (1,)),
    (2, 1, (1, 3)),
    (3, 1, (1, 3, 1)),
    (3, 2, (1, 1, 1)),
    (4, 1, (1, 1, 3, 3)),
    (4, 4, (1, 3, 5, 13)),
    (5, 2, (1, 1, 5, 5, 17)),
)
MAX_DIMENSIONS = len(POLYNOMIALS) + 1
#: Enough for a thousand million points.
N_BITS = 30


def sobol_points(n_points: int, n_dimensions: int) -> FloatArray:
    """Return the first points of the sequence.

    Parameters
    ----------
    n_points, n_dimensions : int
        At most 2**30 points in 8 dimensions.

    Returns
    -------
    numpy.ndarray, shape (n_points, n_dimensions)
        From 0 on, below 1; the first point is the corner.

    References
    ----------
    Bratley P, Fox BL. Algorithm 659. ACM Trans Math Softw 1988;14:88.
    """
    number = np.arange(n_points, dtype=np.int64)
    gray = number ^ (number >> 1)
    points = np.zeros((n_points, n_dimensions), dtype=np.int64)
    for dimension in range(n_dimensions):
        for bit, direction in enumerate(_directions(dimension)):
            points[:, dimension] ^= ((gray >> bit) & 1) * direction
    return points / 2.0**N_BITS


def _directions(dimension: int) -> NDArray[np.int64]:
    """Return the direction numbers of one dimension, the first bit first."""
    if dimension == 0:
        return np.array([1 << (N_BITS - bit - 1) for bit in range(N_BITS)], dtype=np.int64)
    degree, coefficients, first = POLYNOMIALS[dimension - 1]
    found = list(first)
    for bit in range(degree, N_BITS):
        new = found[bit - degree] ^ (found[bit - degree] << degree)
        for k in range(1, degree):
            new ^= ((coefficients >> (degree - 1 - k)) & 1) * (found[bit - k] << k)
        found.append(new)
    return np.array([m << (N_BITS - bit - 1) for bit, m in enumerate(found)], dtype=np.int64)
