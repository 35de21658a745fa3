"""The forms of an answer: a page, a text, one line, and plain data."""

from lowdose.report.page import answer_html
from lowdose.report.record import answer_document, answers_document
from lowdose.report.sentences import answer_headline
from lowdose.report.terminal import answer_text

__all__ = [
    "answer_document",
    "answer_headline",
    "answer_html",
    "answer_text",
    "answers_document",
]
