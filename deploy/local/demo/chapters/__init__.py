"""List the chapters of the demo, in the order of its days."""

from __future__ import annotations

from deploy.local.demo.chapters import application, payment, recruitment, year
from deploy.local.demo.walk import Chapter

CHAPTERS: tuple[Chapter, ...] = (
    application.CHAPTER,
    year.DUTIES,
    year.GRADES,
    year.GRANTS,
    recruitment.CHAPTER,
    payment.CHAPTER,
)
