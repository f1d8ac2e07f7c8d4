"""PDF: what speaks PDFium."""
