"""Files and folders: the edge where names become bytes. Nothing further in knows of paths.

Names are shown relative to the current folder where they lie under it, with "/" between; they are kept as
the system gave them (a byte that is no text as a surrogate), so that they can be opened again.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from .errors import ReadError
from .findings import Failure
from .records import dataclass, field

if TYPE_CHECKING:
    from io import BufferedReader

_LOCKS = ("~$", ".~")  # what Word and WPS write beside an open file
_BLOCK = 1 << 20
_OURS = b'<meta name="generator" content="reportlint'
_FRONT = 4096  # bytes of a page in which it says who made it


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which files of a folder are reports: `suffixes` in small letters with their dots; `exclude` patterns
    of names or paths. `force` applies `exclude`, and the rule against lock files, to named files too.
    A folder without reports is a failure unless `empty` is allowed; `formats` says what was looked for.
    `leaves_out` knows more patterns: it is told a path, whether that is a folder, and the folder from which
    those above it count."""

    suffixes: tuple[str, ...]
    exclude: tuple[str, ...] = ()
    force: bool = False
    formats: str = ""
    empty: bool = False
    leaves_out: Callable[[str, bool, str], bool] | None = None

    def omits(self, path: str, folder: bool = False, within: str | None = None) -> bool:
        """Whether `leaves_out` says so of a path, or of a folder above it that lies deeper than `within` (None:
        of the path alone)."""
        if self.leaves_out is None:
            return False
        return self.leaves_out(path, folder, os.path.dirname(path) if within is None else within)


@dataclass(slots=True)
class Found:
    """What a list of paths comes to: names of files, sorted, each once; what went wrong; how many files
    were passed over."""

    names: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    skipped: int = 0


def find(paths: Sequence[str], wanted: Wanted) -> Found:
    """All files meant by the paths. A folder's hidden files, lock files, pages of findings, links to folders, and
    files of other kinds are passed over and counted."""
    found = Found()
    for path in dict.fromkeys(map(tidy, paths)):
        _find(path, wanted, found)
    found.names = sorted(set(found.names))
    return found


def tidy(path: str) -> str:
    """The name that a path is shown by. Quotes around it (a file dropped on a console) are taken off."""
    if len(path) > 2 and path[0] == path[-1] and path[0] in "\"'" and not os.path.lexists(path):
        path = path[1:-1]
    if os.path.isabs(path):
        here = os.path.join(os.getcwd(), "")
        same = path.rstrip(os.sep) == here.rstrip(os.sep)
        path = os.curdir if same else path.removeprefix(here)
    if path and os.pardir not in path.split(os.sep):  # "link/.." may be elsewhere than it looks
        path = os.path.normpath(path)
    return path.replace(os.sep, "/").rstrip("/") or path


def _find(path: str, wanted: Wanted, found: Found) -> None:
    if wanted.force and (_excluded(path, wanted) or _is_lock(path) or wanted.omits(path, os.path.isdir(path), "")):
        found.skipped += 1
        return
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError) as error:
        found.failures.append(Failure(path, reason(error)))
        return
    if not stat.S_ISDIR(mode):
        found.names.append(path)
        return
    before = len(found.names) + len(found.failures)
    _walk(path, wanted, found)
    if len(found.names) + len(found.failures) == before and not wanted.empty:
        found.failures.append(Failure(path, _nothing(wanted)))


def _nothing(wanted: Wanted) -> str:
    formats = f"（支持 {wanted.formats}）" if wanted.formats else ""
    return f"文件夹中没有找到报告{formats}；请确认路径，或直接指定文件"


def _walk(folder: str, wanted: Wanted, found: Found) -> None:
    def unreadable(error: OSError) -> None:
        found.failures.append(Failure(tidy(str(error.filename)), reason(error)))

    for place, folders, names in os.walk(folder, onerror=unreadable):
        links = [name for name in folders if os.path.islink(os.path.join(place, name))]
        found.skipped += len(links)
        entered = (name for name in folders if name not in links and _enter(_join(place, name), wanted))
        folders[:] = sorted(entered)
        for name in names:
            path = _join(place, name)
            if _is_report(path, wanted):
                found.names.append(path)
            else:
                found.skipped += 1


def _join(folder: str, name: str) -> str:
    return name if folder == os.curdir else os.path.join(folder, name).replace(os.sep, "/").removeprefix("./")


def _enter(folder: str, wanted: Wanted) -> bool:
    return not (os.path.basename(folder).startswith(".") or _excluded(folder, wanted) or wanted.omits(folder, True))


def _is_report(path: str, wanted: Wanted) -> bool:
    return promising(path, wanted) and _ordinary(path) and not made_here(path)


def made_here(path: str) -> bool:
    """Whether a file is a page of findings that this program wrote."""
    if os.path.splitext(path)[1].lower() not in (".html", ".htm"):
        return False
    try:
        with open(path, "rb") as page:
            return _OURS in page.read(_FRONT)
    except (OSError, ValueError):
        return False


def promising(path: str, wanted: Wanted, archive: str | None = None) -> bool:
    """Whether a file in a folder or archive is a report by its name."""
    name = os.path.basename(path)
    if name.startswith(".") or _is_lock(path) or _excluded(path, wanted):
        return False
    return os.path.splitext(name)[1].lower() in wanted.suffixes and not wanted.omits(path, within=archive)


def _ordinary(path: str) -> bool:
    """Whether it is a file or a broken link (which is reported when opened); not a pipe or a device."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return True


def _is_lock(path: str) -> bool:
    return os.path.basename(path).startswith(_LOCKS)


def _excluded(path: str, wanted: Wanted) -> bool:
    """Whether a pattern meets the whole path, one of its parts, or its beginning up to a "/"."""
    parts = path.split("/")
    heads = {"/".join(parts[:count]) for count in range(1, len(parts) + 1)}
    targets = heads | set(parts)
    patterns = (pattern.replace("\\", "/").removeprefix("./").rstrip("/") for pattern in wanted.exclude)
    return any(fnmatchcase(target, pattern) for pattern in patterns for target in targets)


# ---- bytes -------------------------------------------------------------------------------------------


def load(name: str, limit: int) -> bytes:
    """The content of a file, at most `limit` + 1 bytes of it (the reader says that it is too large).

    Raises ReadError with a reason in Chinese: gone, not permitted, a folder, a pipe, locked …
    """
    with opened(name) as file:
        return file.read(limit + 1)


@contextmanager
def opened(name: str) -> Iterator[BufferedReader]:
    """A file for reading. Errors of the system, in opening or reading it, come as ReadError."""
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(name, flags)
        with open(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise ReadError("不是普通文件；从管道读取请用 - 代替文件名")
            yield file
    except (OSError, ValueError) as error:
        raise ReadError(reason(error)) from None


def reason(error: OSError | ValueError) -> str:
    """What an error of the system means to the person at the desk."""
    for kinds, words in _REASONS:
        if isinstance(error, kinds):
            return words
    if isinstance(error, OSError) and error.errno in _NUMBERS:
        return _NUMBERS[error.errno]
    if isinstance(error, OSError):
        return f"无法读取（{error.strerror or type(error).__name__}）"
    return "文件名含有不能用的字符"


_REASONS: tuple[tuple[type[OSError], str], ...] = (
    (FileNotFoundError, "文件不存在；请检查路径和文件名"),
    (PermissionError, "没有读取权限，或文件正被其他程序独占；请关闭占用它的程序或修改权限"),
    (IsADirectoryError, "是文件夹，不是文件"),
    (NotADirectoryError, "路径中的上级不是文件夹；请检查路径"),
)
_NUMBERS = {
    errno.ELOOP: "是指向自己的链接，没有内容；请指定文件本身",
    errno.ENAMETOOLONG: "文件名或路径太长；请改短后再检查",
    errno.EIO: "磁盘读取出错；请换一份副本再检查",
}


def replace(name: str, data: bytes) -> None:
    """Writes a file whole or not at all: a file beside it takes its place when all is written.

    Follows a link; a device or pipe (/dev/stdout) is written to as it is. Raises OSError.
    """
    target = os.path.realpath(name)
    if os.path.exists(target) and not os.path.isfile(target):
        with open(target, "wb") as device:
            device.write(data)
        return
    _replace_file(target, data)


def _replace_file(target: str, data: bytes) -> None:
    beside = f"{target}.{os.getpid()}.tmp"
    try:
        with open(beside, "xb") as file:
            if os.path.exists(target):
                os.chmod(beside, stat.S_IMODE(os.stat(target).st_mode))
            file.write(data)
        os.replace(beside, target)
    except BaseException:
        if os.path.exists(beside):
            os.remove(beside)
        raise


def root_above(folder: str) -> str:
    """The nearest folder at or above this one that holds a Git repository; itself where none does."""
    for place in _upwards(folder):
        if os.path.exists(os.path.join(place, ".git")):
            return place.replace(os.sep, "/")
    return folder.replace(os.sep, "/")


def _upwards(folder: str) -> Iterator[str]:
    while True:
        yield folder
        above = os.path.dirname(folder)
        if above == folder:
            return
        folder = above
