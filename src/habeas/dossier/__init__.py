"""What a reader outside receives: the register as pages in which every sentence leads to its words and their file.

Only covered words come in here (`model.covering`), and a person alleged to be a perpetrator is never shown.
"""

from habeas.dossier.report import render, render_alone, write, write_report
from habeas.dossier.sources import Source, Sources

__all__ = ["Source", "Sources", "render", "render_alone", "write", "write_report"]
