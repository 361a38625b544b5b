"""What the quotes add up to as tables: matrix, findings, accounts, items."""
