"""Write the catalogue for readers: JSON Schemas, cards, AsyncAPI, the page and its examples."""
