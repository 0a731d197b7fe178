"""Every error the knowledge base raises, split by who must act.

    WenbaoError
    ├── ReportError            the supplier of the report: another file, or the file mended
    │   ├── NotTextError           the bytes are no text in any encoding we read
    │   ├── UnsupportedFormatError a known format that is not read
    │   │   └── ScannedReportError     pictures of pages, and what recognises their text is not installed
    │   ├── EncryptedReportError   a password is needed
    │   ├── BrokenFileError        cut short, damaged, or not what its first bytes say
    │   ├── EmptyReportError       nothing to read in it
    │   ├── NoSectionError         text, but no heading and no sentence that could be asked
    │   ├── TooLargeError          over a limit: bytes, pages, what it unpacks to, memory
    │   ├── TooSlowError           reading it took longer than is allowed
    │   └── UnclearPeriodError     what an admin gave as the report's time is none
    ├── DraftError             the writer of a draft or whoever looks a number up: another text
    │   ├── DraftTooLongError      a text to check that is too long to be a draft
    │   └── NoNumberError          nothing to look up in what was given
    ├── LessonError            the admin who teaches: other words, another fact
    ├── RequestError           whoever asks for an export or a picture: other words, another file
    │   ├── NoSuchReportError      no published report has that title or year, or none to compare
    │   ├── NoSuchHeadingError     no report has a section of that number or heading
    │   ├── NothingFoundError      no fact speaks of those words
    │   ├── NothingToDrawError     nothing that a picture could show
    │   └── FileNotWrittenError    the file asked for cannot be written
    └── LibraryError           the operator: disk, folder, permissions, software version
        ├── DamagedRevisionError   a revision file that is no revision of ours, or is broken
        ├── TokenizerMismatchError the revision was written with another tokenizer or dictionary
        ├── NoSuchRevisionError    the revision asked for is not kept
        ├── HomeNotWritableError   read-only folder, full disk
        ├── PublisherBusyError     another publisher is at work in this home
        ├── ReaderUnavailableError the process that reads files cannot be started
        ├── HomeNotEmptyError      a restore would replace what is there
        ├── EmptyHomeError         there is nothing to back up
        ├── ArchiveError           a backup file
        │   ├── ArchiveExistsError     it would be overwritten
        │   ├── ArchiveNotWritableError read-only folder, full disk
        │   ├── DamagedArchiveError    no backup of ours, cut short, or changed since
        │   └── NewerArchiveError      written by a newer version than this one
        └── JournalError           desk.db, which holds people, questions and feedback
            ├── DamagedJournalError    a file that is no journal of ours, or is broken
            ├── NewerJournalError      written by a newer version than this one
            └── JournalBusyError       another process holds it for too long

A message is one line of English: what is wrong, where, and what to do next.
"""

from __future__ import annotations


class WenbaoError(Exception):
    """Base of all errors meant for people; its text is one line."""


class ReportError(WenbaoError):
    """The report as supplied cannot be used."""


class NotTextError(ReportError):
    """The bytes are no text in any encoding that is read."""


class EmptyReportError(ReportError):
    """The file holds no characters but white space."""


class NoSectionError(ReportError):
    """The text has neither a section nor a sentence."""


class UnsupportedFormatError(ReportError):
    """The file is of a format that is not read."""


class ScannedReportError(UnsupportedFormatError):
    """The pages are pictures, and the extra that recognises their text is not installed."""


class EncryptedReportError(ReportError):
    """The file is protected by a password or by rights."""


class BrokenFileError(ReportError):
    """The file is cut short or damaged."""


class TooLargeError(ReportError):
    """The file, or what it unpacks to, is over a limit."""


class TooSlowError(ReportError):
    """Reading the file took longer than is allowed."""


class UnclearPeriodError(ReportError):
    """The period that was given for a report is none."""


class DraftError(WenbaoError):
    """A text cannot be held against the reports."""


class DraftTooLongError(DraftError):
    """A text to be checked has more characters than a draft for the press."""


class NoNumberError(DraftError):
    """A look-up by number was given none."""


class LessonError(WenbaoError):
    """A lesson that would make answers wrong. ``code`` says why, for wording: see :mod:`knowledge.language.taught` for words and
    :mod:`knowledge.ask.alias` for questions; ``words`` are what it is about."""

    def __init__(self, code: str, words: tuple[str, ...], message: str) -> None:
        super().__init__(message)
        self.code, self.words = code, words


class RequestError(WenbaoError):
    """What was asked for as a file or a picture cannot be made of the reports."""


class NoSuchReportError(RequestError):
    """No published report has the title or year that was asked for."""


class NoSuchHeadingError(RequestError):
    """No section has the number or heading that was asked for."""


class NothingFoundError(RequestError):
    """No fact speaks of the words that were asked for."""


class NothingToDrawError(RequestError):
    """The answer holds nothing that a picture could show."""


class FileNotWrittenError(RequestError):
    """The file that was asked for cannot be written."""


class LibraryError(WenbaoError):
    """The library cannot do its work; the operator must act."""


class DamagedRevisionError(LibraryError):
    """A revision file is foreign or broken."""


class TokenizerMismatchError(LibraryError):
    """A revision was written with another tokenizer."""


class NoSuchRevisionError(LibraryError):
    """The revision that was asked for is not kept."""


class HomeNotWritableError(LibraryError):
    """The home folder cannot be written."""


class PublisherBusyError(LibraryError):
    """Another publisher holds the lock of this home."""


class HomeNotEmptyError(LibraryError):
    """The home holds what a restore would replace."""


class EmptyHomeError(LibraryError):
    """The home holds nothing that could be backed up."""


class ArchiveError(LibraryError):
    """A backup file cannot be written or used."""


class ArchiveExistsError(ArchiveError):
    """A file of that name is there and would be overwritten."""


class ArchiveNotWritableError(ArchiveError):
    """The folder of the backup file cannot be written."""


class DamagedArchiveError(ArchiveError):
    """The file is no backup of ours, or not as it was written."""


class NewerArchiveError(ArchiveError):
    """The backup was written by a newer version."""


class JournalError(LibraryError):
    """The journal cannot do its work."""


class DamagedJournalError(JournalError):
    """The journal's file is foreign or broken; it is never rebuilt."""


class NewerJournalError(JournalError):
    """The journal was written by a newer version."""


class JournalBusyError(JournalError):
    """Another process holds the journal for longer than is waited."""


class ReaderUnavailableError(LibraryError):
    """The process that reads files cannot be started."""
