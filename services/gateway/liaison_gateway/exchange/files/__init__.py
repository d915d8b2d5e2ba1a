"""Take files in and give them out: what is accepted, who may have it, when it goes."""
