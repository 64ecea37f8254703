"""What alembic runs a migration in: a connection that the index has opened."""

from alembic import context

from capture.library.tables import Table

# Batch mode: SQLite cannot change a column in place.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
