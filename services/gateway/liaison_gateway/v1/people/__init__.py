"""Look after accounts and keys: who may call."""
