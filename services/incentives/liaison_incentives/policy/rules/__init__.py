"""One module a clause: each rule tells what a station's facts earn (Articles 13 and 14)."""
