"""Asks the real Azure CLI which command lines it would take, without running any.

It is loaded once, in this process, and neither signs in nor uses the network: a command line is parsed and goes no further.

Reads from standard input: {"parse": [["acr", "update", "--name", …], …], "describe": ["acr update", …]}
Writes to standard output: {"version": "2.45.0", "parsed": [null or why it is refused, …], "described": {"acr update": [arguments]}}
"""

import json
import logging
import sys

from azure.cli.core import AzCommandsLoader, __version__, get_default_cli
from azure.cli.core.commands.events import EVENT_INVOKER_POST_LOAD_ARGUMENTS, EVENT_INVOKER_PRE_LOAD_ARGUMENTS
from azure.cli.core.parser import AzCliCommandParser
from knack.events import EVENT_INVOKER_POST_CMD_TBL_CREATE

# Arguments that every command has.
GLOBAL = {"--debug", "--help", "--only-show-errors", "--output", "--query", "--verbose", "--subscription"}

# The parser has these for itself.
HIDDEN = {"--cmd", "--__cmd__", "--aaz-help"}


class Refused(Exception):
    pass


class _AnyMember(type):
    def __getattr__(cls, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return type("Member", (), {"value": name})

    def __bool__(cls):
        return False


class StandIn(metaclass=_AnyMember):
    """An enumeration that has every member, and offers none as a choice."""


def _models(self, *names, **options):
    """Debian's package does not find the enumerations of its network library, and without them no command of "network" loads."""
    found = _models.original(self, *names, **options)
    if type(self).__module__ != "azure.cli.command_modules.network":
        return found
    if len(names) == 1:
        return StandIn if found is None else found
    return [StandIn if model is None else model for model in found]


_models.original = AzCommandsLoader.get_models
AzCommandsLoader.get_models = _models


def _refuse(self, message):
    raise Refused(message)


def _refuse_value(self, action, value):
    if action.choices is not None and value not in action.choices:
        raise Refused("'%s' is no value of %s" % (value, action.option_strings or action.dest))


AzCliCommandParser.error = _refuse
AzCliCommandParser._check_value = _refuse_value


class Cli:
    def __init__(self):
        self.cli = get_default_cli()
        self.invocation = self.cli.invocation_cls(
            cli_ctx=self.cli,
            parser_cls=self.cli.parser_cls,
            commands_loader_cls=self.cli.commands_loader_cls,
            help_cls=self.cli.help_cls,
        )
        self.cli.invocation = self.invocation
        self.loader = self.invocation.commands_loader
        self.commands = dict(self.loader.load_command_table(None))

    def command_of(self, words):
        """The longest beginning that is a command."""
        for length in range(len(words), 0, -1):
            name = " ".join(words[:length])
            if name in self.commands:
                return name
        raise Refused("there is no such command in this version")

    def parser_of(self, name):
        self.loader.command_table = {name: self.commands[name]}
        self.loader.command_name = name
        self.invocation.data["command_string"] = name
        self.cli.raise_event(EVENT_INVOKER_PRE_LOAD_ARGUMENTS, commands_loader=self.loader)
        self.loader.load_arguments(name)
        self.cli.raise_event(EVENT_INVOKER_POST_LOAD_ARGUMENTS, commands_loader=self.loader)
        self.cli.raise_event(EVENT_INVOKER_POST_CMD_TBL_CREATE, commands_loader=self.loader)
        parser = self.cli.parser_cls(
            cli_ctx=self.cli,
            cli_help=self.invocation.help,
            prog="az",
            parents=[self.invocation._global_parser],
        )
        parser.load_command_table(self.loader)
        return parser

    def why_refused(self, words):
        try:
            self.parser_of(self.command_of(words)).parse_args(words)
            return None
        except Refused as refused:
            return str(refused)
        except ImportError as missing:
            return "this installation cannot load the command: " + str(missing)

    def described(self, name):
        arguments = []
        for action in self.parser_of(name).subparser_map[name]._actions:
            names = [str(option) for option in action.option_strings]
            if GLOBAL.intersection(names) or HIDDEN.intersection(names):
                continue
            argument = {"names": names or ["<" + action.dest + ">"]}
            if action.required:
                argument["required"] = True
            if action.nargs == 0:
                argument["values"] = "none"
            elif action.nargs == "?":
                argument["values"] = "optional"
            elif action.nargs is not None:
                argument["values"] = "many"
            if action.choices:
                argument["choices"] = sorted(str(choice) for choice in action.choices)
            arguments.append(argument)
        return sorted(arguments, key=lambda argument: argument["names"])


def main():
    logging.disable(logging.CRITICAL)
    asked = json.load(sys.stdin)
    answers = sys.stdout
    sys.stdout = sys.stderr
    cli = Cli()
    described = {}
    for name in asked.get("describe", []):
        if name in cli.commands:
            try:
                described[name] = cli.described(name)
            except ImportError:
                pass
    json.dump(
        {
            "version": __version__,
            "parsed": [cli.why_refused(words) for words in asked.get("parse", [])],
            "described": described,
        },
        answers,
    )


if __name__ == "__main__":
    main()
