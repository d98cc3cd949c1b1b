"""The names of our roles: the same on every server, because policies and grants name them."""

OWNER = "fourfold_owner"
APP = "fourfold_app"
MAINTENANCE = "fourfold_maintenance"
