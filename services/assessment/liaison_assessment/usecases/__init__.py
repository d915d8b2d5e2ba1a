"""Implement assessment's use cases, one transaction each.

| module | acts |
|---|---|
| `duties` | record what stations did (Article 11) |
| `lines` | refuse lists with invalid lines |
| `evidence` | store the evidence of a record, find its reuse (Article 12(4)) |
| `calendar/` | tasks, deadlines, reminders, outlook (Article 11) |
| `directory/` | the natives directory: personal data (Article 11(2)) |
| `reviews` | verify or return duty records (Article 11) |
| `settlement` | at the close of 31 January: which periods of the year passed without a duty |
| `assessments` | open a year (Article 12) |
| `scores` | score materials for one side (Article 12(2)) |
| `grades` | propose and publish grades (Article 12(1)) |
| `streaks` | at the close of 31 January: two unqualified years (Article 12(3)) |
| `findings` | open, confirm and dismiss falsification (Article 12(4)) |
| `falsification/` | a station's defence, referral and export of a finding |
| `yearly/` | dossiers, self-assessment, calibration, ties, objections, the quota lab |
| `consumers` | store events of registry and incentives, and judge records that waited for them |
"""
