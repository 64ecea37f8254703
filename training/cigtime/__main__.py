"""`python -m training.cigtime …`: the base model, then train, then export; each goes on where it was."""

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.command()
def base() -> None:
    """Fetch the model that training begins with, and cut its vocabulary to what is needed here."""
    from training.cigtime.base import BASE, make
    from training.cigtime.own_texts import own_texts
    from training.data.wordnet import glosses

    # Sentences begin with capitals, names too.
    general = [form for text in glosses() for form in (text, text.title())]
    typer.echo(make(BASE, own_texts(), general))


if __name__ == "__main__":
    app()
