"""What is handed on: tables, videos."""
