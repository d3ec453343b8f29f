"""What every comparison stands on: units, formulas, permutations, sides, notes, shares, shared copy."""
