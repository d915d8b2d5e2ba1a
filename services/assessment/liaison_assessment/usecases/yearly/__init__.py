"""Implement the use cases around the grades of a year (Article 12).

| module | acts |
|---|---|
| `gathering` | read what is recorded of many stations at once, a query a kind |
| `dossiers` | show a station's seven materials; freeze all of them with the grades |
| `self_assessments` | keep a station's own account |
| `sheets` | show scores, each side's hidden from the other until both are in |
| `comparing` | compare both sides; try what one other mark would change |
| `lab` | lay the year out under every reading of quota and ties |
| `ties` | decide a tie at the cut |
| `objections` | object to a grade, and decide on it |
"""
