"""Descriptions of families in further notations, one file each; families/ draws the designs."""
