"""Work done in a process apart, so that answers never wait for it: reports read and published, drafts checked."""
