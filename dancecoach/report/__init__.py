"""What is handed on: pages, tables, pictures, videos."""
