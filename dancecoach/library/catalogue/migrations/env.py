"""Runs the scripts on the connection that `database` hands over; called by Alembic alone."""

from alembic import context

from dancecoach.library.catalogue.tables import Base

connection = context.config.attributes["connection"]
# SQLite cannot change a column: a table is made anew, filled and renamed.
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
