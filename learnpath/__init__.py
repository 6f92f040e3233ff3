"""The project package: settings, URLs, the supervisor, and the pages that know every app."""
