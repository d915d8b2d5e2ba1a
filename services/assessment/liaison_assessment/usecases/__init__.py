"""Implement assessment's use cases, one transaction each.

| module | acts |
|---|---|
| `duties` | record what stations did (Article 11) |
| `lines` | refuse lists with lines that cannot be read |
| `evidence` | keep what proves a record, find its reuse (Article 12(4)) |
| `calendar` | tasks, deadlines, reminders, outlook (Article 11) |
| `directory` | the natives directory: personal data (Article 11(2)) |
| `reviews` | verify or return duty records (Article 11) |
| `settlement` | at the close of 31 January: which periods of the year passed without a duty |
| `assessments` | open a year (Article 12) |
| `scores` | score materials, a side at a time (Article 12(2)) |
| `grades` | propose and publish grades (Article 12(1)) |
| `streaks` | at the close of 31 January: two unqualified years (Article 12(3)) |
| `findings` | open, confirm and dismiss falsification (Article 12(4)) |
| `falsification/` | hear the station, refer a finding, hand it out with its evidence |
| `yearly/` | dossiers, self-assessment, calibration, ties, objections, the quota lab |
| `heard` | keep what registry and incentives tell, and judge what waited for it |
"""
