"""Hand-coding beside the machine: sheets for coders, their agreement, and rates corrected by what they found."""
