"""What is drawn on a page, characters and strokes, to blocks."""
