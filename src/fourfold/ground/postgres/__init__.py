"""PostgreSQL: the embedded server, its roles, and where to connect. See README.md."""
