"""Every error the knowledge base raises, split by who must act.

    WenbaoError
    ├── ReportError            the supplier of the report: another file, or the file mended
    │   ├── NotTextError           the bytes are no text in any encoding we read
    │   ├── EmptyReportError       nothing to read in it
    │   ├── NoSectionError         text, but no heading and no sentence that could be asked
    │   └── TooLargeError          over the size limit
    └── LibraryError           the operator: disk, folder, permissions, software version
        ├── DamagedRevisionError   a revision file that is no revision of ours, or is broken
        ├── TokenizerMismatchError the revision was written with another tokenizer or dictionary
        ├── NoSuchRevisionError    the revision asked for is not kept
        ├── HomeNotWritableError   read-only folder, full disk
        ├── PublisherBusyError     another publisher is at work in this home
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


class TooLargeError(ReportError):
    """The file is over the size limit."""


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
