from lowdose.report.texts.catalogue import (
    BOLD_END,
    BOLD_START,
    REMARK_CODES,
    Texts,
    load_texts,
    plain,
)

__all__ = ["BOLD_END", "BOLD_START", "REMARK_CODES", "Texts", "load_texts", "plain"]
