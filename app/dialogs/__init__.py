"""Dialogs that collect and check input and emit it as a frozen request."""
