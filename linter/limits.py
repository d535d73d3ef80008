"""Every bound on what is read: no file, however made, may take more time or memory than these allow.

A report has some 10 KB to 5 MB, three tables, 420 slots, 100 to 400 paragraphs. A file beyond a bound is not
read further: one Chinese sentence says so, the exit status is 2, and the other files are checked. The bounds
of one format stand in the module of its reader; TABLE lists them all.
"""

from __future__ import annotations

MEGABYTE = 1024 * 1024

FILE_SIZE = 64 * MEGABYTE
"""Bytes of a file, and of a member of an archive. The command's --max-size changes it."""
LARGEST = 1024 * MEGABYTE
"""What --max-size may be at most: files are read into memory."""
TEXT_SIZE = 16 * MEGABYTE
"""Bytes of a page or text; pages saved with their pictures inside them come to some 5 MB."""

LINES = 60_000
"""Lines of a text or Markdown file, blank ones too."""
MARKS = 400_000
"""Tags and references ("<" and "&") of a page; one whose every letter Word put into its own tag has 60,000."""

BLOCKS = 20_000
"""Paragraphs (lines that are not blank) and tables of a file."""
CHARACTERS = 500_000
"""Characters of a file's paragraphs and cells."""
ROWS = 2_000
"""Rows of a table."""
COLUMNS = 500
"""Columns of a table."""
SLOTS = 40_000
"""Slots of all tables of a file."""

PACKAGE_ENTRIES = 5_000
"""Entries of a zip file that is one document (.docx, .ofd)."""

ARCHIVE_SIZE = 1024 * MEGABYTE
"""Bytes of an archive of reports."""
ARCHIVE_MEMBERS = 5_000
"""Files in an archive, of any kind."""
ARCHIVE_TOTAL = 4096 * MEGABYTE
"""Bytes of all of an archive's files unpacked, as its directory states them; each is held to its own."""
ARCHIVE_RATIO = 200
"""How many times larger than its packed form a member may be; text packs to a tenth, a .docx not at all."""
SMALL_MEMBER = 4 * MEGABYTE
"""Bytes up to which a member may be any number of times larger than packed."""

OFFICE_SECONDS = 120
"""Seconds that LibreOffice (--office) may take for a file; it usually takes two."""

TABLE: tuple[tuple[str, str, str], ...] = (
    ("limits.FILE_SIZE", "bytes", "一个文件的大小（--max-size 可改）"),
    ("limits.LARGEST", "bytes", "--max-size 的上限"),
    ("limits.TEXT_SIZE", "bytes", "网页、文本、Markdown 文件的大小"),
    ("limits.LINES", "", "文本、Markdown 文件的行数，连空行"),
    ("limits.MARKS", "", "网页的标签和字符引用数"),
    ("limits.BLOCKS", "", "一份文件的段落和表格数"),
    ("limits.CHARACTERS", "", "一份文件的字数"),
    ("limits.ROWS", "", "一张表的行数"),
    ("limits.COLUMNS", "", "一张表的列数"),
    ("limits.SLOTS", "", "一份文件所有表格的格数"),
    ("limits.PACKAGE_ENTRIES", "", ".docx、.ofd 包内的文件数"),
    ("limits.ARCHIVE_SIZE", "bytes", "压缩包的大小"),
    ("limits.ARCHIVE_MEMBERS", "", "压缩包内的文件数"),
    ("limits.ARCHIVE_TOTAL", "bytes", "压缩包解压后的总大小"),
    ("limits.ARCHIVE_RATIO", "", "压缩包内一个文件的压缩倍数"),
    ("limits.SMALL_MEMBER", "bytes", "不看压缩倍数的文件大小"),
    ("limits.OFFICE_SECONDS", "", "LibreOffice 转换一个文件的时间（--office，秒）"),
    ("readers.html.tables.MAX_SLOTS", "", "网页读取时所有表格的格数"),
    ("readers.html.tables.MAX_WIDTH", "", "网页读取时一张表的列数"),
    ("readers.docx.package.MAX_ENTRIES", "", ".docx 包内的文件数"),
    ("readers.docx.package.MAX_TOTAL", "bytes", ".docx 解压后的总大小"),
    ("readers.docx.package.MAX_PART", "bytes", ".docx 正文解压后的大小"),
    ("readers.docx.package.MAX_TAGS", "", ".docx 正文的标签数"),
    ("readers.docx.package.MAX_RATIO", "", ".docx 正文的压缩倍数"),
    ("readers.docx.body.MAX_DEPTH", "", ".docx 表格、文本框的嵌套层数"),
    ("readers.docx.grid.MAX_SLOTS", "", ".docx 读取时所有表格的格数"),
    ("readers.doc.file.MAX_STREAM", "bytes", ".doc 一个流的大小"),
    ("readers.doc.file.MAX_CHARACTERS", "", ".doc 的字数"),
    ("readers.doc.lists.MAX_LISTS", "", ".doc 的自动编号列表数"),
    ("readers.paged.MAX_RULES", "", "PDF、OFD 一份文件的表格线数"),
    ("readers.pdf.bounds.MAX_STREAM", "bytes", "PDF 一个流解压后的大小"),
    ("readers.pdf.bounds.MAX_TOTAL", "bytes", "PDF 各流解压后的总大小"),
    ("readers.pdf.bounds.MAX_PICTURE", "bytes", "PDF 一张图片解开后的大小"),
    ("readers.pdf.pages.MAX_PAGES", "", "PDF 的页数"),
    ("readers.pdf.pages.MAX_CHARACTERS", "", "PDF 的字数"),
    ("readers.pdf.drawn.MAX_OBJECTS", "", "PDF 的对象数"),
    ("readers.paged.sheet.MAX_RULES", "", "PDF、OFD 一页上表格线的条数"),
    ("readers.paged.lattice.MAX_SLOTS", "", "PDF、OFD 表格线围成的格数"),
    ("readers.paged.MAX_SLOTS", "", "PDF、OFD 一张表的格数"),
    ("readers.ofd.package.MAX_ENTRIES", "", "OFD 包内的文件数"),
    ("readers.ofd.package.MAX_PART", "bytes", "OFD 一个部件解压后的大小"),
    ("readers.ofd.package.MAX_TOTAL", "bytes", "OFD 解压后的总大小"),
    ("readers.ofd.package.MAX_RATIO", "", "OFD 部件的压缩倍数"),
    ("readers.ofd.package.MAX_PAGES", "", "OFD 的页数"),
    ("readers.ofd.page.MAX_CHARACTERS", "", "OFD 的字数"),
    ("readers.ofd.page.MAX_STROKES", "", "OFD 的线段数"),
    ("rulefiles.yamlfile.MAX_CHARACTERS", "", "规则文件的字数"),
    ("rulefiles.yamlfile.MAX_NODES", "", "规则文件的节点数"),
    ("rulefiles.yamlfile.MAX_DEPTH", "", "规则文件的嵌套层数"),
)
"""Each bound: where its constant stands (below the package), its unit, what it bounds."""
