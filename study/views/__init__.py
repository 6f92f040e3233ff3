"""The pages and forms of study."""
