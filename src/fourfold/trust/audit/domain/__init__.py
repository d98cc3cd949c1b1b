"""Pure rules of the audit room: what an entry may hold, how the chain is hashed, what a verification reports."""
