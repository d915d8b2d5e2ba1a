"""Decide what surrounds the grades of a year (Article 12): dossier, calibration, review, lab."""
