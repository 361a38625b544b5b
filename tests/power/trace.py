"""What a program did to its files, as strace saw it, and what a power loss leaves of that.

A write is on the disk for sure once an fsync of its file has returned; a name (made, changed
or removed) once an fsync of its folder has. Until then it may be there, in part, or not.
"""

import random
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CALLS = (
    "openat,open,creat,write,pwrite64,pwritev,pwritev2,writev,fsync,fdatasync,ftruncate,truncate,"
    "rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,fallocate,copy_file_range"
)
SECTORS = (512, 4096)
LINE = re.compile(r"^(\d+) +(.*)$")
CALL = re.compile(r"^(\w+)\((.*)\) += (-?\d+)(.*)$", re.DOTALL)
CUT = re.compile(r"^(.*?) *<unfinished \.\.\.>$", re.DOTALL)
RESUMED = re.compile(r"^<\.\.\. \w+ resumed>(.*)$", re.DOTALL)
HEX = re.compile(rb"\\x([0-9a-f]{2})")
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
OPENED = re.compile(r"^(\d+|AT_FDCWD)(?:<((?:\\x[0-9a-f]{2})*)>)?")


@dataclass(frozen=True)
class Event:
    """One thing that was done: *call* on *path*, or a line that was acknowledged."""

    call: str
    path: str = ""
    data: bytes = b""
    at: int = 0
    covers: int = 0


def _bytes(hexed: str) -> bytes:
    return bytes.fromhex(hexed.replace("\\x", ""))


def recorded(
    command: Sequence[str | Path], log: Path, folder: Path, slow_us: int = 0
) -> list[Event]:
    """Run *command* and give what it did below *folder*, and wrote to its output, in order.

    *slow_us* is added to every fsync, after it was done.
    """
    delay = ["-e", f"inject=fsync,fdatasync:delay_exit={slow_us}"] if slow_us else []
    strace = ["strace", "-f", "-qq", "-y", "-xx", "-s", "4000000", "-o", str(log), "-e"]
    whole = [*strace, f"trace={CALLS}", *delay, *map(str, command)]
    subprocess.run(whole, check=True, stdout=subprocess.PIPE, timeout=110)
    return list(events(log.read_text("ascii").splitlines(), str(folder)))


def events(lines: Sequence[str], folder: str) -> Iterator[Event]:
    """The calls that ended well, in the order in which they ended."""
    begun: dict[str, tuple[str, int]] = {}
    seen = 0
    for line in lines:
        match = LINE.match(line)
        if match is None:
            continue
        thread, rest = match.groups()
        covers = seen
        if cut := CUT.match(rest):
            begun[thread] = (cut.group(1), seen)
            continue
        if resumed := RESUMED.match(rest):
            start, covers = begun.pop(thread)
            rest = start + resumed.group(1)
        call = CALL.match(rest)
        if call is None or int(call.group(3)) < 0:
            continue
        for event in _event(call.group(1), call.group(2), int(call.group(3)), folder, covers):
            seen += 1
            yield event


def _event(name: str, args: str, result: int, folder: str, covers: int) -> Iterator[Event]:
    """What a call means; *covers* is how many events were over when it began."""
    opened = OPENED.match(args)
    path = _bytes(opened.group(2) or "").decode() if opened else ""
    texts = [_bytes(text) for text in TEXT.findall(args)]
    named = [str(Path(text.decode("utf-8", "replace"))) for text in texts]
    if name == "write" and opened and opened.group(1) == "1":
        yield Event("told", data=texts[0])
    elif name in ("write", "pwrite64"):
        if path.startswith(folder):
            at = int(args.rpartition(",")[2]) if name == "pwrite64" else -1
            yield Event("write", path, texts[0][:result], at)
    elif name in ("fsync", "fdatasync", "ftruncate"):
        if path.startswith(folder):
            size = int(args.rpartition(",")[2]) if name == "ftruncate" else 0
            yield Event(
                "truncate" if size or name == "ftruncate" else "sync", path, b"", size, covers
            )
    elif name in ("openat", "open", "creat"):
        if named[0].startswith(folder) and ("O_CREAT" in args or name == "creat"):
            yield Event("create", named[0])
    elif name in ("mkdir", "mkdirat"):
        if named[0].startswith(folder):
            yield Event("folder", named[0])
    elif name in ("unlink", "unlinkat"):
        if named[0].startswith(folder):
            yield Event("unlink", named[0])
    elif name in ("rename", "renameat", "renameat2"):
        if named[0].startswith(folder):
            yield Event("rename", named[0], named[1].encode())
    elif name in ("link", "linkat"):
        if named[0].startswith(folder):
            yield Event("link", named[0], named[1].encode())
    elif path.startswith(folder) or any(each.startswith(folder) for each in named):
        raise AssertionError(f"a call that is not understood yet: {name}({args[:80]}")


# -- what is on the disk ---------------------------------------------------------------------

Change = tuple[int, Any]
"""The number of the event, and a write (offset, bytes), a size, or a change of names."""


@dataclass
class File:
    """One file: what is on the disk for sure, and what was done since, in order."""

    safe: bytes = b""
    since: list[Change] = field(default_factory=list)
    size: int = 0


@dataclass
class Disk:
    """The files below a folder while events pass; `left` is what a power loss leaves."""

    folder: str
    names: dict[str, File | None] = field(default_factory=dict)
    safe_names: dict[str, File | None] = field(default_factory=dict)
    since: dict[str, list[Change]] = field(default_factory=dict)
    n: int = 0

    def take(self, event: Event) -> None:
        """Let one event pass."""
        path = event.path
        if event.call == "write":
            file = self._file(path)
            at = file.size if event.at < 0 else event.at
            file.since.append((self.n, (at, event.data)))
            file.size = max(file.size, at + len(event.data))
        elif event.call == "truncate":
            file = self._file(path)
            file.since.append((self.n, event.at))
            file.size = event.at
        elif event.call in ("create", "folder"):
            if path not in self.names:
                made = File() if event.call == "create" else None
                self._name(path, (path, made))
                self.names[path] = made
        elif event.call == "unlink":
            self.names.pop(path, None)
            self._name(path, (path, "gone"))
        elif event.call == "link":
            to = event.data.decode()
            self.names[to] = self._file(path)
            self._name(to, (to, self.names[to]))
        elif event.call == "rename":
            to = event.data.decode()
            file = self._file(path)
            del self.names[path]
            self.names[to] = file
            self._name(path, (path, "gone", to, file))
        elif event.call == "sync":
            self._sync(path, event.covers)
        self.n += 1

    def _file(self, path: str) -> File:
        file = self.names[path]
        assert file is not None, path
        return file

    def _name(self, path: str, change: tuple[Any, ...]) -> None:
        self.since.setdefault(str(Path(path).parent), []).append((self.n, change))

    def _sync(self, path: str, covers: int) -> None:
        file = self.names.get(path)
        if file is not None:
            done = [change for n, change in file.since if n < covers]
            file.since = [(n, change) for n, change in file.since if n >= covers]
            file.safe = written(file.safe, done)
            return
        for n, change in self.since.get(path, []):
            if n < covers:
                renamed(self.safe_names, change)
        self.since[path] = [each for each in self.since.get(path, []) if each[0] >= covers]

    def left(self, how: str, chance: random.Random) -> dict[str, bytes]:
        """The files after a power loss now: what is safe, and of the rest what *how* says.

        ``nothing``, ``all``, ``some`` of it, some of it in another ``order``, or ``torn``
        into sectors of which some are there.
        """
        names = dict(self.safe_names)
        for changes in self.since.values():
            # A folder's names change in their order, up to some point.
            many = {"nothing": 0, "all": len(changes)}.get(how, chance.randint(0, len(changes)))
            for _, change in changes[:many]:
                renamed(names, change)
        files = {}
        for path, file in names.items():
            there = all(str(each) in names for each in Path(path).parents if self._inside(each))
            if file is not None and there:
                since = [change for _, change in file.since]
                files[path] = written(file.safe, survived(since, how, chance))
        return files

    def _inside(self, path: Path) -> bool:
        return str(path).startswith(self.folder) and str(path) != self.folder


def renamed(names: dict[str, File | None], change: tuple[Any, ...]) -> None:
    """Change a list of names: a new one, one that is gone, one that is called differently."""
    if change[1] == "gone":
        names.pop(change[0], None)
        if len(change) > 2:
            names[change[2]] = change[3]
    else:
        names[change[0]] = change[1]


def survived(changes: list[Any], how: str, chance: random.Random) -> list[Any]:
    """Those changes of a file that a power loss leaves."""
    if how == "nothing":
        return []
    if how == "all":
        return changes
    if how == "torn":
        return [part for each in changes for part in torn(each, chance)]
    kept = [each for each in changes if chance.random() < 0.5]
    if how == "order":
        chance.shuffle(kept)
    return kept


def torn(change: Any, chance: random.Random) -> Iterator[Any]:
    """Some sectors of a write; sometimes only its beginning."""
    if isinstance(change, int):
        if chance.random() < 0.5:
            yield change
        return
    at, data = change
    sector = chance.choice(SECTORS)
    begin = chance.random() < 0.3
    for start in range(0, len(data), sector):
        if (start == 0) if begin else chance.random() < 0.5:
            yield at + start, data[start : start + sector]


def written(safe: bytes, changes: list[Any]) -> bytes:
    """A file's bytes after some writes and changes of its size."""
    data = bytearray(safe)
    for change in changes:
        if isinstance(change, int):
            del data[change:]
            data.extend(bytes(change - len(data)))
        else:
            at, new = change
            data.extend(bytes(max(at - len(data), 0)))
            data[at : at + len(new)] = new
    return bytes(data)
