"""Network shares are known by the mount table, and nothing is written to one."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from focusgroup.system import file_systems
from focusgroup.system.file_systems import (
    mounts_of_macos,
    network_share,
    share_in,
    windows_share,
)

SHARES = [
    "server:/home /share nfs rw,vers=3 0 0",
    "server:/home /share nfs4 rw,vers=4.2 0 0",
    "[fe80::1]:/home /share nfs4 rw 0 0",
    "//server/team /share cifs rw,vers=3.1.1 0 0",
    "//server/team /share smb3 rw 0 0",
    "anna@server:/home/anna /share fuse.sshfs rw,user_id=0 0 0",
    "server:/home /share fuse.somethingnew rw 0 0",
    "remote:team /share fuse.rclone rw 0 0",
    "gvfsd-fuse /share fuse.gvfsd-fuse rw 0 0",
    "https://cloud.example.org/dav /share fuse rw 0 0",
    "s3fs /share fuse.s3fs rw 0 0",
    "server:/volume /share fuse.glusterfs rw 0 0",
    "10.0.0.1:6789:/ /share ceph rw 0 0",
    "10.0.0.1@tcp:/scratch /share lustre rw 0 0",
    "C:\\134 /share 9p rw,aname=drvfs;path=C:\\134 0 0",
    "team /share vboxsf rw 0 0",
    "systemd-1 /share autofs rw 0 0\nserver:/home /share nfs4 rw 0 0",
]
DISKS = [
    "/dev/sda2 /share ext4 rw 0 0",
    "/dev/mapper/home /share btrfs rw,subvol=/@home 0 0",
    "/dev/sdb1 /share fuseblk rw,user_id=0 0 0",
    "none /share 9p rw,trans=fd 0 0",
    "tmpfs /share tmpfs rw 0 0",
    "overlay /share overlay rw,lowerdir=/a:/b 0 0",
    "a:b:c /share fuse.mergerfs rw 0 0",
    "encfs /share fuse.encfs rw 0 0",
    "portal /share fuse.portal rw 0 0",
    "server:/home /sharepoint nfs4 rw 0 0",
    "server:/home /share nfs4 rw 0 0\n/dev/sda3 /share ext4 rw 0 0",
    "server:/home /share/elsewhere nfs4 rw 0 0",
    "nonsense",
    "",
]
ROOT_DISK = "/dev/sda1 / ext4 rw 0 0\n"


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make up the machine's mount table: `/share` in it is a folder of this test."""
    (tmp_path / "share").mkdir()

    def written(lines: str) -> None:
        rows = [row.split(" ") for row in lines.split("\n")]
        real = os.path.realpath(tmp_path).replace(" ", "\\040")
        made = [[r[0], real + r[1], *r[2:]] if len(r) > 1 else r for r in rows]
        (tmp_path / "mounts").write_text(ROOT_DISK + "\n".join(" ".join(r) for r in made) + "\n")

    monkeypatch.setattr(file_systems, "MOUNTS", tmp_path / "mounts")
    return written


@pytest.mark.parametrize("lines", SHARES)
def test_a_share_is_refused_in_a_sentence_and_nothing_is_written_to_it(
    table: Callable[[str], None], tmp_path: Path, focusgroup: Callable[..., Any], lines: str
) -> None:
    table(lines)
    (tmp_path / "link").symlink_to(tmp_path / "share")
    for folder in ("share", "share/below", "link"):
        path = tmp_path / folder / "groups.db"
        assert network_share(path)
        ran = focusgroup("--db", path, "session", "add", "customer-focus-group")
        assert ran.code == 1
        assert f"{path} is on a network share (" in ran.err
        assert "use a file on this machine's own disk" in ran.err
        assert len(ran.err.splitlines()) == 1
    assert list((tmp_path / "share").iterdir()) == []
    assert not network_share(tmp_path / "groups.db")


@pytest.mark.parametrize("lines", DISKS)
def test_a_disk_of_the_machine_is_taken(
    table: Callable[[str], None], tmp_path: Path, lines: str
) -> None:
    table(lines)
    assert not network_share(tmp_path / "share" / "groups.db")


def test_a_database_that_is_on_a_share_is_left_as_it_is_and_doctor_says_so(
    table: Callable[[str], None], tmp_path: Path, focusgroup: Callable[..., Any]
) -> None:
    path = tmp_path / "share" / "groups.db"
    assert focusgroup("--db", path, "db", "new").code == 0
    before = {each.name: each.read_bytes() for each in path.parent.iterdir()}
    table(SHARES[0])
    assert focusgroup("--db", path, "quotes").code == 1
    (found,) = [
        each
        for each in focusgroup("--db", path, "doctor", "--json").json
        if each["name"] == "file system"
    ]
    assert (found["found"], found["verdict"]) == ("nfs", "wrong")
    assert {each.name: each.read_bytes() for each in path.parent.iterdir()} == before


def test_a_mount_point_s_name_is_read_with_its_signs(
    table: Callable[[str], None], tmp_path: Path
) -> None:
    table("server:/home /a\\040\\134b\\011c nfs4 rw 0 0")
    assert network_share(tmp_path / "a \\b\tc" / "groups.db") == "nfs4"


def test_without_a_mount_table_nothing_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_systems, "MOUNTS", tmp_path / "none")
    assert network_share(tmp_path) == ""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (r"\\server\team\groups.db", "Windows share"),
        ("//server/team/groups.db", "Windows share"),
        (r"\\?\UNC\server\team\groups.db", "Windows share"),
        (r"\\wsl.localhost\Debian\home\anna\groups.db", "Windows share"),
        (r"C:\Users\anna\groups.db", ""),
        (r"\\?\C:\Users\anna\groups.db", ""),
        (r"\\.\C:\groups.db", ""),
    ],
)
def test_shares_of_windows_are_known_by_their_names(path: str, kind: str) -> None:
    assert windows_share(path) == kind


def test_shares_of_macos_are_known_by_its_mount_table() -> None:
    told = (
        "/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)\n"
        "/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)\n"
        "map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)\n"
        "//anna@server._smb._tcp.local/team on /Volumes/team (smbfs, nodev, nosuid, mounted by a)\n"
        "server:/home on /Volumes/on a shelf (nfs, nodev)\n"
    )

    def kind(path: str) -> str:
        return share_in(mounts_of_macos(told), path)

    assert kind("/Volumes/team/groups.db") == "smbfs"
    assert kind("/Volumes/on a shelf/groups.db") == "nfs"
    assert kind("/Users/anna/groups.db") == ""
    assert kind("/System/Volumes/Data/groups.db") == ""
