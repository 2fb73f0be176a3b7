# SPDX-License-Identifier: Apache-2.0
"""What stops a run. Every error says what went wrong, where, and what to do about it."""


class Error(Exception):
    """The base of all errors of Tractwise.

        try:
            tractwise.Study("county.toml").run()
        except tractwise.Error as error:
            print(error.message, error.where, error.hint)

    `message` is one sentence, `where` a file, file:line or row (or empty), `hint` what can be done (or empty);
    str() holds all three.
    """

    def __init__(self, message: str, where: str = "", hint: str = "") -> None:
        super().__init__(message, where, hint)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        text = f"{self.where}: {self.message}" if self.where else self.message
        return f"{text}\n  hint: {self.hint}" if self.hint else text


class UsageError(Error, ValueError):
    """Wrong arguments, or a study or recipe that contradicts itself."""


class DataError(Error, ValueError):
    """Data that cannot be read, or joined, or used as what they are given for."""


class InfeasibleError(Error):
    """The question has no answer: no area can be ranked, all values are equal."""


class Canceled(Error):
    """The progress callback returned False. Nothing was written."""


class InternalError(Error, RuntimeError):
    """A mistake of Tractwise; please report it."""
