"""Write documents from a report: Word, PDF, Markdown, XLSX, CSV."""
