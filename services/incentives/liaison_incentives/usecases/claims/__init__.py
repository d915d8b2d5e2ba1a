"""Record what stations claim and people recognise: recruitments, special events, Bole awards."""
