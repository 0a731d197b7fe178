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
    └── LibraryError           the operator: disk, folder, permissions, software version
        ├── DamagedRevisionError   a revision file that is no revision of ours, or is broken
        ├── TokenizerMismatchError the revision was written with another tokenizer or dictionary
        ├── NoSuchRevisionError    the revision asked for is not kept
        ├── NoSuchReportError      the reports to compare are not published, or are not of one institution
        ├── HomeNotWritableError   read-only folder, full disk
        ├── PublisherBusyError     another publisher is at work in this home
        ├── ReaderUnavailableError the process that reads files cannot be started
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


class LibraryError(WenbaoError):
    """The library cannot do its work; the operator must act."""


class DamagedRevisionError(LibraryError):
    """A revision file is foreign or broken."""


class TokenizerMismatchError(LibraryError):
    """A revision was written with another tokenizer."""


class NoSuchRevisionError(LibraryError):
    """The revision that was asked for is not kept."""


class NoSuchReportError(LibraryError):
    """The reports that were asked for are not published, or do not compare."""


class HomeNotWritableError(LibraryError):
    """The home folder cannot be written."""


class PublisherBusyError(LibraryError):
    """Another publisher holds the lock of this home."""


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
