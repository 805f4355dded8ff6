"""A template that the central office edited: what it must keep, and fitting it to every capacity.

In order: rows, references, sheet_xml, fitting (one template becomes that of each capacity);
inputs, contract (what must be as it was built), sizes.
"""

from .contract import breaches, capacities_of
from .fitting import fit_template
from .sizes import at_size

__all__ = ["at_size", "breaches", "capacities_of", "fit_template"]
