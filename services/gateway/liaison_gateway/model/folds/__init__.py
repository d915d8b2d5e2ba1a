"""Fold events into documents, one module per subject.

Importing this package registers every fold in `fold.FOLDS`.
"""

from liaison_gateway.model.folds import (
    applications,
    cases,
    duties,
    fold,
    history,
    money,
    remedies,
    stations,
    yearly,
)

__all__ = [
    "applications",
    "cases",
    "duties",
    "fold",
    "history",
    "money",
    "remedies",
    "stations",
    "yearly",
]
