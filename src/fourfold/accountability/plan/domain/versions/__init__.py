"""Two versions of a plan, without a database: what continues what, and what differs.

matching    words of two versions -> which probably continues which
wording     two texts -> what stayed, what was taken out, what was put in
comparing   the pieces of two versions and their links -> changes, with a sentence that sums them up
"""
