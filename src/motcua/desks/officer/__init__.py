"""Pages of the case officer: worklist, one page per dossier, every act of processing."""
