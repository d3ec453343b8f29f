"""Files in, articles and a ledger of every record out; lexicons; data sets that are fetched once."""
