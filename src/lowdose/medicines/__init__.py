from lowdose.medicines.names import MedicineNames, build_names
from lowdose.medicines.recognise import Recognised, recognise

__all__ = ["MedicineNames", "Recognised", "build_names", "recognise"]
