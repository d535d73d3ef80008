"""Word files that our reader refuses, turned into .docx by an installed LibreOffice: only where --office asks for it.

LibreOffice works on a copy in a folder of its own, with a profile of its own (macros and outer links off), one
file at a time, for so long and no longer.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from ..errors import ReadError, UsageError
from ..findings import Report
from ..limits import Limits
from ..readers import format_of, read
from ..records import replace

_REMARK = "已由 LibreOffice 转换为 .docx 后读取，位置按转换后的文件计"
_KINDS = ("word97", "rtf", "xml")
_SIGNATURES = (b"\xd0\xcf\x11\xe0", b"\xdb\xa5", b"\x01\xfe", b"{\\rtf")  # OLE, Word 2, Works, RTF
_NAMES = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice",
          r"C:\Program Files\LibreOffice\program\soffice.com")
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item></oor:items>
"""


def program() -> str:
    """The LibreOffice of this machine. Raises UsageError."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), "")
    if not found:
        raise UsageError("--office 需要 LibreOffice，但没有找到 soffice；请安装，或用 Word、WPS 另存为 .docx")
    return found


def converted(office: str, name: str, data: bytes, limits: Limits) -> tuple[bytes, str] | None:
    """The file as .docx where our own reader refuses it and LibreOffice may know it, and the file's own SHA-256;
    None where it need not or cannot be converted. Raises ReadError where that fails."""
    if len(data) > limits.file_size:
        return None
    try:
        kind = format_of(name, data, limits)
    except ReadError as error:
        if not data.startswith(_SIGNATURES):
            return None
        return _convert(office, data, error.reason, limits.office_seconds), sha256(data).hexdigest()
    if kind not in _KINDS:
        return None
    try:
        read(name, data, limits)
    except ReadError as error:
        return _convert(office, data, error.reason, limits.office_seconds), sha256(data).hexdigest()
    return None


def remarked(report: Report, digest: str) -> Report:
    """The report of a converted file of this SHA-256, saying so."""
    source = replace(report.source, remarks=(*report.source.remarks, _REMARK))
    notes = (f"{report.name}: {_REMARK}", *report.notes)
    return replace(report, source=source, digest=report.digest and digest, notes=notes)


def _convert(office: str, data: bytes, reason: str, seconds: int) -> bytes:
    """Raises ReadError with why our reader refused the file, and that LibreOffice did too."""
    with tempfile.TemporaryDirectory(prefix="reportlint-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        profile = home / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        (home / "report.doc").write_bytes(data)
        done = _run([office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
                     "--convert-to", "docx", "--outdir", str(home / "out"), str(home / "report.doc")], seconds)
        with suppress(OSError):
            return (home / "out" / "report.docx").read_bytes()
    why = "没有转换成功" if done else f"{seconds} 秒内没有转换完，上限 office-seconds"
    raise ReadError(f"{reason}（LibreOffice 也{why}）")


def _run(command: list[str], seconds: int) -> bool:
    """Whether the command ended in time; what it started is ended with it."""
    try:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, start_new_session=True)
    except OSError:
        return True
    try:
        process.wait(seconds)
    except BaseException as error:
        with suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
        if not isinstance(error, subprocess.TimeoutExpired):
            raise
        return False
    return True
