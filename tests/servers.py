"""Placeholder: filled in by the infrastructure work."""
