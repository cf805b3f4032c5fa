"""Papers and files: upload, verification by content, previews, issued forms."""
