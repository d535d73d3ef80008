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

from ..errors import ReadError
from ..findings import Failure
from ..records import dataclass, field
from ..typenames import TYPE_CHECKING

if TYPE_CHECKING:
    from io import BufferedReader

_LOCKS = ("~$", ".~")  # what Word and WPS write beside an open file
_BLOCK = 1 << 20
_OURS = b'<meta name="generator" content="reportlint'
_FRONT = 4096  # bytes of a page in which it says who made it


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which files of a folder are reports: `suffixes` in small letters with their dots. `force` applies what is
    left out, and the rule against lock files, to named files too. A folder without reports is a failure unless
    `empty` is allowed; `formats` says what was looked for. `leaves_out` knows what is not to be checked: it is
    told a path, whether that is a folder, and the folder from which those above it count; `ignored` what is not
    to be looked for in folders (by .gitignore)."""

    suffixes: tuple[str, ...]
    force: bool = False
    formats: str = ""
    empty: bool = False
    leaves_out: Callable[[str, bool, str], bool] | None = None
    ignored: Callable[[str, bool], bool] | None = None

    def omits(self, path: str, folder: bool = False, within: str | None = None) -> bool:
        """Whether `leaves_out` says so of a path, or of a folder above it that lies deeper than `within` (None:
        of the path alone)."""
        if self.leaves_out is None:
            return False
        return self.leaves_out(path, folder, os.path.dirname(path) if within is None else within)


@dataclass(slots=True)
class Found:
    """What a list of paths comes to: names of files, sorted, each once; what went wrong; how many files
    were passed over, how many of these are reports that are not to be checked (`excluded`), how many folders were
    not gone into for that reason (`closed`)."""

    names: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    skipped: int = 0
    excluded: int = 0
    closed: int = 0


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
    if wanted.force and (_is_lock(path) or wanted.omits(path, os.path.isdir(path), "")):
        found.skipped += 1
        found.excluded += not _is_lock(path)
        return
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError) as error:
        found.failures.append(Failure(path, reason(error)))
        return
    if not stat.S_ISDIR(mode):
        found.names.append(path)
        return
    before, left = len(found.names) + len(found.failures), (found.excluded, found.closed)
    _walk(path, wanted, found)
    if len(found.names) + len(found.failures) == before and not wanted.empty:
        found.failures.append(Failure(path, _nothing(wanted, found.excluded - left[0], found.closed - left[1])))


def _nothing(wanted: Wanted, excluded: int, closed: int) -> str:
    formats = f"（支持 {wanted.formats}）" if wanted.formats else ""
    left = f"；有{excluded}份报告、{closed}个文件夹被 .gitignore、exclude 等排除" if excluded or closed else ""
    return f"文件夹中没有找到报告{formats}{left}；请确认路径，或直接指定文件"


def _walk(folder: str, wanted: Wanted, found: Found) -> None:
    def unreadable(error: OSError) -> None:
        found.failures.append(Failure(tidy(str(error.filename)), reason(error)))

    for place, folders, names in os.walk(folder, onerror=unreadable):
        links = [name for name in folders if os.path.islink(os.path.join(place, name))]
        found.skipped += len(links)
        folders[:] = sorted(name for name in folders if name not in links and _enter(_join(place, name), wanted, found))
        for name in names:
            path = _join(place, name)
            if _is_report(path, wanted, found):
                found.names.append(path)
            else:
                found.skipped += 1


def _join(folder: str, name: str) -> str:
    return name if folder == os.curdir else os.path.join(folder, name).replace(os.sep, "/").removeprefix("./")


def _enter(folder: str, wanted: Wanted, found: Found) -> bool:
    if os.path.basename(folder).startswith("."):
        return False
    closed = wanted.omits(folder, True) or _ignored(folder, True, wanted)
    found.closed += closed
    return not closed


def _ignored(path: str, folder: bool, wanted: Wanted) -> bool:
    return wanted.ignored is not None and wanted.ignored(path, folder)


def _is_report(path: str, wanted: Wanted, found: Found) -> bool:
    if not promising(path, wanted) or not _ordinary(path) or made_here(path):
        return False
    excluded = wanted.omits(path) or _ignored(path, False, wanted)
    found.excluded += excluded
    return not excluded


def made_here(path: str) -> bool:
    """Whether a file is a page of findings that this program wrote."""
    if os.path.splitext(path)[1].lower() not in (".html", ".htm"):
        return False
    try:
        with open(path, "rb") as page:
            return _OURS in page.read(_FRONT)
    except (OSError, ValueError):
        return False


def promising(path: str, wanted: Wanted) -> bool:
    """Whether a file in a folder or archive is a report by its name."""
    name = os.path.basename(path)
    return not name.startswith(".") and not _is_lock(path) and os.path.splitext(name)[1].lower() in wanted.suffixes


def _ordinary(path: str) -> bool:
    """Whether it is a file or a broken link (which is reported when opened); not a pipe or a device."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return True


def _is_lock(path: str) -> bool:
    return os.path.basename(path).startswith(_LOCKS)


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
