"""The documents tried: commands and keys that they name exist, and print what they show."""
