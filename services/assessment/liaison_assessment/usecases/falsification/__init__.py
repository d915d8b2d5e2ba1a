"""Implement the use cases around a finding of falsification (Article 12(4)).

| module | acts |
|---|---|
| `statements` | hear the station; record the referral to an authority |
| `exporting` | hand out a finding with its evidence as one document |
"""
