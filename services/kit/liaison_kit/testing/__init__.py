"""Test a service, a plugin or a transport: toy services, conformance suites, fault points."""
