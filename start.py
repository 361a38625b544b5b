"""Set the program up in this folder and start it: `python3 start.py`, on Windows `py start.py`.

It says what it does, needs a network only when something has to be installed, and can be read by
any Python, so that one that is too old can be told so.
"""

import glob
import hashlib
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(HERE, ".venv")
SCRIPTS, ENDING = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")
PYTHON = os.path.join(VENV, SCRIPTS, "python" + ENDING)
PROGRAM = os.path.join(VENV, SCRIPTS, "focusgroup" + ENDING)
INSTALLED = os.path.join(VENV, "installed.txt")
OLD = "Focusgroup needs Python 3.11 or newer, and this is %d.%d: https://www.python.org/downloads/"


def here():
    """Return a sum of what is in this folder, which another version changes."""
    found = hashlib.sha256()
    for top in ("pyproject.toml", "hashes", "src", "agendas"):
        paths = [os.path.join(HERE, top)]
        for folder, folders, files in os.walk(paths[0]):
            folders[:] = sorted(each for each in folders if each != "__pycache__")
            paths += [os.path.join(folder, each) for each in sorted(files)]
        for path in filter(os.path.isfile, paths):
            with open(path, "rb") as file:
                found.update(file.read())
    return found.hexdigest()


def is_installed():
    """Return whether what is in this folder is what would start."""
    # Developers install the folder itself, which every change of it changes.
    packages = (
        os.path.join(VENV, "[Ll]ib*", "site-packages"),
        os.path.join(VENV, "lib", "python*", "site-packages"),
    )
    if any(glob.glob(os.path.join(each, "_focusgroup.pth")) for each in packages):
        return os.path.exists(PROGRAM)
    if not (os.path.exists(PROGRAM) and os.path.exists(INSTALLED)):
        return False
    with open(INSTALLED) as file:
        return file.read() == here()


def install():
    """Install this folder into `.venv`; return whether that worked."""
    print("Installing Focusgroup and its packages into .venv in this folder. A minute, please ...")
    sys.stdout.flush()
    # A relative path, since pip takes blanks for the end of one.
    packages = os.path.join("hashes", "program.txt")
    pip = [PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    # Where something can start anyway, a page of pip's about the network helps nobody.
    errors = subprocess.DEVNULL if os.path.exists(PROGRAM) else None
    # Python takes a folder's name for other letters where the locale is not UTF-8, and pip writes
    # them into the program.
    env = dict(os.environ) if os.name == "nt" else dict(os.environ, PYTHONUTF8="1")
    for command in (
        [sys.executable, "-m", "venv", VENV],
        # Each package by the sum of its file, also those that build; then nothing else is fetched.
        pip + ["--require-hashes", "-r", packages],
        pip + ["--no-index", "--no-deps", "--no-build-isolation", "."],
    ):
        if subprocess.call(command, cwd=HERE, stderr=errors, env=env) != 0:
            return False
    with open(INSTALLED, "w") as file:
        file.write(here())
    return True


def main(arguments):
    """Install what has to be, and start the program with *arguments*; return the exit code."""
    if sys.version_info < (3, 11):
        print(OLD % sys.version_info[:2])
        return 1
    if not is_installed() and not install():
        if not os.path.exists(PROGRAM):
            print("That did not work; the lines above say why. The first time needs a network.")
            return 1
        print("This version could not be installed (no network?), so the one before it starts.")
    sys.stdout.flush()
    if os.name == "nt":
        return subprocess.call([PROGRAM] + arguments)
    os.execv(PROGRAM, [PROGRAM] + arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
