"""Tables of counts that name nobody: what is withheld, what is shown, and an attacker who tries to work it out."""
