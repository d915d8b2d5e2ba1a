"""State the rules around a year's grades (Article 12): dossier, calibration, objections."""
