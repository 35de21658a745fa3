import pytest

from lowdose.knowledge.load import load_records
from lowdose.knowledge.records import Medicine, NameList
from lowdose.medicines import MedicineNames, build_names


@pytest.fixture(scope="session")
def names() -> MedicineNames:
    return build_names(load_records(Medicine), load_records(NameList))
