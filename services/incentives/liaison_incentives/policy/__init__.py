"""State the rules of Articles 13 and 14 as pure decisions: frozen facts in, frozen lines out."""
