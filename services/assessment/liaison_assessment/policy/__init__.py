"""State the rules of Articles 11 and 12 on duties, scores and grades: facts in, decisions out."""
