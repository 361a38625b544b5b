"""Whether a path is on a network share, where no database can be kept, as far as it can be told."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from focusgroup.system.environment import for_others

NETWORK = frozenset(
    "nfs nfs4 cifs smb2 smb3 smbfs afpfs ncpfs ncp webdav davfs ftp afs coda ceph lustre beegfs"
    " gpfs pvfs2 orangefs glusterfs drvfs vboxsf vmhgfs prl_fs".split()
)
"""Types of file systems whose files are on another machine, or on the host of this one."""
NETWORK_FUSE = frozenset(
    "sshfs gvfsd-fuse rclone s3fs goofys gcsfuse blobfuse glusterfs ceph curlftpfs davfs davfs2"
    " smbnetfs vmhgfs-fuse onedriver google-drive-ocamlfuse juicefs mfs moosefs seaweedfs".split()
)
"""The same, for programs behind FUSE."""
LOCAL_FUSE = frozenset("mergerfs unionfs unionfs-fuse bindfs encfs cryfs gocryptfs portal".split())
"""Those that show folders of this machine, whose sources may look like a host's."""
MOUNTS = Path("/proc/self/mounts")
_ESCAPE = re.compile(r"\\([0-7]{3})")
_ON_A_HOST = re.compile(r"//|\w[\w+.-]*://|(?![A-Za-z]:$)[^/\s]+:")
"""A source such as ``//server/share``, ``https://server/dav`` or ``anna@server:/home``."""
_OF_MACOS = re.compile(r"(?P<source>.*) on (?P<point>/.*) \((?P<kind>\w+)[,)]")


def network_share(path: Path) -> str:
    """Return which kind of network share *path* is on, such as ``nfs4``; "" if none is known."""
    real = os.path.realpath(path)  # Path.resolve raises RuntimeError for a loop of links
    if os.name == "nt":
        return windows_share(real) or ("network drive" if _is_remote(real) else "")
    return share_in(_of_macos() if sys.platform == "darwin" else _of_linux(), real)


def share_in(mounts: Iterator[tuple[str, str, str, str]], real: str) -> str:
    """Return the same by a mount table: source, mount point, type and options of each."""
    best, found = "", ""
    for source, point, kind, options in mounts:
        if (real == point or real.startswith(point.rstrip("/") + "/")) and len(point) >= len(best):
            best, found = point, kind if _is_share(source, kind, options) else ""
    return found


def windows_share(path: str) -> str:
    r"""Return "Windows share" for a path as ``\\server\share\…``; "" for another."""
    plain = path.replace("/", "\\")
    if plain.startswith("\\\\?\\UNC\\"):
        return "Windows share"
    return "Windows share" if plain.startswith("\\\\") and plain[2:3] not in "?." else ""


def _is_share(source: str, kind: str, options: str) -> bool:
    if kind in NETWORK or "aname=drvfs" in options:
        return True
    program = kind.removeprefix("fuse.")
    if kind not in ("fuse", "fuseblk") and program == kind:
        return False
    foreign = program not in LOCAL_FUSE and bool(_ON_A_HOST.match(source))
    return program in NETWORK_FUSE or foreign


def _of_linux() -> Iterator[tuple[str, str, str, str]]:
    try:
        text = MOUNTS.read_text("utf-8", "surrogateescape")
    except OSError:
        return
    for line in text.splitlines():
        fields = [_ESCAPE.sub(lambda m: chr(int(m[1], 8)), each) for each in line.split(" ")]
        if len(fields) > 3:
            yield fields[0], fields[1], fields[2], fields[3]


def _of_macos() -> Iterator[tuple[str, str, str, str]]:
    try:
        told = subprocess.run(
            ["/sbin/mount"], capture_output=True, timeout=5, check=False, env=for_others()
        )
    except (OSError, subprocess.SubprocessError):
        return
    yield from mounts_of_macos(told.stdout.decode("utf-8", "surrogateescape"))


def mounts_of_macos(text: str) -> Iterator[tuple[str, str, str, str]]:
    """Return the mount table that ``mount`` prints there."""
    for line in text.splitlines():
        if found := _OF_MACOS.match(line):
            yield found["source"], found["point"], found["kind"], ""


if sys.platform == "win32":

    def _is_remote(path: str) -> bool:
        import ctypes

        drive_is_remote = 4
        kind: int = ctypes.windll.kernel32.GetDriveTypeW(os.path.splitdrive(path)[0] + "\\")
        return kind == drive_is_remote

else:

    def _is_remote(path: str) -> bool:
        return False
