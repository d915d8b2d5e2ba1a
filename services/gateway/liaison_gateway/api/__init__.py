"""The public interface: `/v1`."""
