"""Why a figure is what it is: its formula's terms, what was left out, and the entries and clients behind it."""

from services.why.books import numbered, numbers
from services.why.explain import checked, choice, explain, figure
from services.why.model import Aim, Left, Listed, Part, Row, Subject, Why
from services.why.subject import others, own, subject, usual
from services.why.words import Asked, read

__all__ = [
    "Aim",
    "Asked",
    "Left",
    "Listed",
    "Part",
    "Row",
    "Subject",
    "Why",
    "checked",
    "choice",
    "explain",
    "figure",
    "numbered",
    "numbers",
    "others",
    "own",
    "read",
    "subject",
    "usual",
]
