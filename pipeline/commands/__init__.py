"""The commands and what they print, a module a kind."""
