"""Storage: engine, models, column types and migrations for SQLite and PostgreSQL."""
