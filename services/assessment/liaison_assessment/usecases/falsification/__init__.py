"""Implement the use cases around a finding of falsification (Article 12(4)).

| module | acts |
|---|---|
| `defences` | hear the station; record the referral to an authority |
| `export` | hand out a finding with its evidence as one document |
"""
