"""List the chapters of the walk, in the order of its days."""

from __future__ import annotations

from deploy.local.demo.chapters import founding, paying, recruiting, year
from deploy.local.demo.walk import Chapter

CHAPTERS: tuple[Chapter, ...] = (
    founding.CHAPTER,
    year.DUTIES,
    year.GRADES,
    year.GRANTS,
    recruiting.CHAPTER,
    paying.CHAPTER,
)
