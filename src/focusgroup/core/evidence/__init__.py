"""What the quotes add up to: findings, evidence grades, trends, coverage, talk balance."""
