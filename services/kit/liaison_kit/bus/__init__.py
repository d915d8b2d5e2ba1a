"""Carry requests and events: the broker, its topology, RPC, relay, consumers, and the local bus."""
