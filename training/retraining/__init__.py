"""Retraining: improve weights with corrections drawn in the application."""
