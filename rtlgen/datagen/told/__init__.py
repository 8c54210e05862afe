"""Descriptions of families in further words, one file each; families/ draws the designs."""
