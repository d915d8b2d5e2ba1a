"""Put a gateway process together: the app, the consumer of events, the embedded instance."""
