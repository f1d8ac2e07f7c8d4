"""Spreadsheets (.xlsx)."""
