"""What the tests of the model share: its parameters, nightly doses, the typical person."""

import numpy as np

from lowdose.knowledge.load import load_records
from lowdose.knowledge.records import Parameter
from lowdose.pharmacology.blockade import typical_blockade
from lowdose.pharmacology.parameters import build_parameters

RECORDS = load_records(Parameter)
PARAMETERS = build_parameters(RECORDS)


def nightly(mg, n_doses=30, every_h=24.0):
    """Return times and sizes of equal doses. [h], [mg]"""
    return np.arange(n_doses) * every_h, np.full(n_doses, float(mg))


def blocked(times_h, doses, model="M1", parameters=PARAMETERS):
    """Return the blockade of the typical person in percent."""
    times = np.atleast_1d(np.asarray(times_h, dtype=float))
    return 100.0 * typical_blockade(times, *doses, parameters, model)
