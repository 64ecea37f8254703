"""Tables of the index: people, and what is searched and listed of their sessions."""

from sqlalchemy import BigInteger, Float, ForeignKey, Integer, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# Named constraints can be changed by a later migration on every database.
NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "ix": "ix_%(table_name)s_%(column_0_name)s",
}


class Table(DeclarativeBase):
    """Base of all tables."""

    metadata = MetaData(naming_convention=NAMES)


class PersonRow(Table):
    """A person who has at least one session."""

    __tablename__ = "people"
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)


class SessionRow(Table):
    """A session: id is its folder's name; times are seconds since 1970, UTC.

    words: what is searched, in folded case; stamp: of the session.json that was read, to notice a newer one;
    problem: why it could not be read ("" if it could).
    """

    __tablename__ = "sessions"
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), index=True)
    title: Mapped[str] = mapped_column(Text)
    exercise: Mapped[str] = mapped_column(Text)
    created_s: Mapped[float] = mapped_column(Float(53), index=True)
    changed_s: Mapped[float] = mapped_column(Float(53))
    clips: Mapped[int] = mapped_column(Integer)
    attempts: Mapped[int] = mapped_column(Integer)
    notes: Mapped[int] = mapped_column(Integer)
    words: Mapped[str] = mapped_column(Text)
    problem: Mapped[str] = mapped_column(Text)
    stamp: Mapped[int] = mapped_column(BigInteger)
