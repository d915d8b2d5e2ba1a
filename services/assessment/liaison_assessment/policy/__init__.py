"""Say what Articles 11 and 12 ask: duties, scores, grades. Facts in, decisions out."""
