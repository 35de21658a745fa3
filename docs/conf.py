"""How Sphinx builds these pages; `make docs` runs it with warnings as errors, without a network."""

import sys
from importlib.metadata import version as installed_version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "lowdose"
author = "The lowdose developers"
copyright = f"2026, {author}"
release = installed_version("lowdose")
version = release

extensions = [
    "generated_reference",
    "mathml",
    "myst_parser",
    "numpydoc",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
]
exclude_patterns = ["_build", "reference/generated/_*"]
templates_path = ["_templates"]
# A folder of pages may still be empty.
suppress_warnings = ["toc.empty_glob"]

myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3

autodoc_default_options = {"members": True}
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autosummary_generate = True
autosummary_ignore_module_all = False
numpydoc_show_class_members = False
maximum_signature_line_length = 88
python_use_unqualified_type_names = True

html_theme = "furo"
html_title = "lowdose"
html_math_renderer = "mathml"
html_copy_source = False
html_show_sourcelink = False
