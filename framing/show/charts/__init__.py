"""Charts, one module for each table: marks and intervals, readable without colour, with alt text from the data."""
