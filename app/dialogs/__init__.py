"""Dialogs: they collect and check input and emit a frozen request."""
