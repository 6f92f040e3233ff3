"""What htmx sends along with each request."""

HTMX = {"HX-Request": "true"}
