"""What all commands share: help with examples and exit codes, --json, --all, and how they end."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click

from bsa_xl.filing import stopping_politely

from .exit_words import exit_lines
from .reply import Reply, deliver
from .screen import set_up_streams
from .stopping import leave_quietly, reply_for, stopped

_SHOWS_ALL = f"{__name__}.shows_all"


def lists_all() -> bool:
    """Whether the command that is running was asked to list everything."""
    return bool(click.get_current_context().meta.get(_SHOWS_ALL))


class Verb(click.Command):
    """A command that returns a `Reply`; examples and exit codes are part of its help.

    Args:
        examples: command lines that can be run as they stand.
        exits: codes that it may end with, besides those of every command.
    """

    def __init__(
        self,
        name: str | None,
        *,
        examples: Sequence[str],
        exits: tuple[int, ...],
        params: Iterable[click.Parameter] | None = None,
        **rest: Any,
    ) -> None:
        super().__init__(name, params=[*(params or ()), _json_option(), _all_option()], **rest)
        self.examples = tuple(examples)
        self.exits = exits

    def invoke(self, ctx: click.Context) -> None:
        """Run it, print its reply, and end with its exit code."""
        as_json = bool(ctx.params.pop("as_json"))
        shows_all = ctx.meta[_SHOWS_ALL] = bool(ctx.params.pop("shows_all"))
        command = _words(ctx)
        try:
            with stopping_politely():
                reply = _reply(super().invoke, ctx)
                deliver(reply, command, as_json=as_json, shows_all=shows_all)
                sys.stdout.flush()
        except KeyboardInterrupt:
            reply = stopped()
            deliver(reply, command, as_json=as_json, shows_all=shows_all)
        except BrokenPipeError:
            leave_quietly()
        except OSError as error:  # what was to be printed could not be: a full disk behind stdout
            reply = reply_for(error)
            click.echo(f"{reply.problem} {reply.remedy}", err=True)
        ctx.exit(reply.exit)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The text, then the examples: they are what people look for."""
        super().format_help_text(ctx, formatter)
        write_examples(formatter, self.examples)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The exit codes."""
        write_exits(formatter, self.exits)
        super().format_epilog(ctx, formatter)


class Verbs(click.Group):
    """A group whose commands are listed in the order in which they are used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands as they were added."""
        del ctx
        return list(self.commands)


class Program(Verbs):
    """The command line as a whole."""

    examples: tuple[str, ...] = ()

    def main(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401 - as click has it
        """Run it."""
        set_up_streams()
        return super().main(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click has it
        """Run a command; Ctrl-C ends it with its own code, whenever it comes."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            reply = stopped()
            deliver(reply, "", as_json=False, shows_all=False)
            ctx.exit(reply.exit)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The text, then the examples."""
        super().format_help_text(ctx, formatter)
        write_examples(formatter, self.examples)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The exit codes, then the note on completion."""
        write_exits(formatter, (3, 4, 5, 6))
        super().format_epilog(ctx, formatter)


def write_examples(formatter: click.HelpFormatter, examples: Iterable[str]) -> None:
    """Command lines as they stand, never wrapped, so that they can be copied."""
    with formatter.section("Examples"):
        for example in examples:
            formatter.write(f"{'':>{formatter.current_indent}}{example}\n")


def write_exits(formatter: click.HelpFormatter, codes: tuple[int, ...]) -> None:
    """Exit codes with their meanings."""
    with formatter.section("Exit codes"):
        formatter.write_dl(exit_lines(codes))


def _reply(run: Any, ctx: click.Context) -> Reply:  # noqa: ANN401 - click's own invoke
    """The command's reply, whatever it raises; Ctrl-C and click's own exceptions pass."""
    try:
        reply = run(ctx)
    except (click.ClickException, click.exceptions.Exit, BrokenPipeError):
        raise
    except click.Abort:
        return stopped()
    except Exception as error:  # noqa: BLE001 - the last hand before the reader: no traceback passes
        return reply_for(error)
    if not isinstance(reply, Reply):
        raise TypeError(f"{ctx.command_path} gave no reply")
    return reply


def _words(ctx: click.Context) -> str:
    """The command without the program's name: ``policy check``."""
    words: list[str] = []
    step: click.Context | None = ctx
    while step is not None and step.parent is not None:
        words.insert(0, step.info_name or "")
        step = step.parent
    return " ".join(words)


def _json_option() -> click.Option:
    return click.Option(
        ["--json", "as_json"], is_flag=True, help="Answer as one JSON object, for programs."
    )


def _all_option() -> click.Option:
    return click.Option(
        ["--all", "shows_all"], is_flag=True, help="List everything, not only the first 50."
    )
