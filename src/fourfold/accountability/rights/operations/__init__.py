"""What is done about requests, records, holds, packs and removals."""
