"""Reading ledgers and their companions; keeping plans."""
