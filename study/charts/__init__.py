"""Pictures of study, drawn as SVG on the server: numbers in, markup out.

Written as text and not as templates: the heat map alone has 371 marks, and Today has to
stay fast. Every picture says in words what it shows, and its numbers stand on the page or
one link away. Sizes are SVG attributes and colours are classes, since the CSP allows no
inline style. What a person typed goes through `format_html` and nothing else.
"""

from study.charts.burn_up import burn_up
from study.charts.study import heat_map, trail, week
from study.charts.takes import dot_plot, drop_off
from study.charts.work import share_bar

__all__ = ["burn_up", "dot_plot", "drop_off", "heat_map", "share_bar", "trail", "week"]
