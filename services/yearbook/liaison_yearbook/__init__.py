"""Work with past years as plain files: replay them, compare rules, import and export history.

Everything is a client of the gateway and knows only the contracts and an HTTP client: whatever a
year book can do, an office can do by hand.
"""
