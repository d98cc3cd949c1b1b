"""What pages show of indicators: plain values, made without a query."""
