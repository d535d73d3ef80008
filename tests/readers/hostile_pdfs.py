"""PDF files made to hurt, by name. Each is a small file of what one attack needs; `python hostile_pdfs.py` reads them
all in one process of bounded memory and prints, a line each, how long it took and what came of it."""

# ruff: noqa: E501  (one attack a line)

import json
import re
import resource
import sys
import time
import zlib
from collections.abc import Callable
from functools import lru_cache

from readers.drawing import Page, assembled, pdf_of

MEMORY = 1_200 << 20
SECONDS = 20
"""Of one file, ten times what an idle machine takes for the worst."""

FONT = (b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
        b"/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
        b"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4>>>>]>>")
CODE = "政府信息公开".encode("utf-16-be").hex().encode()
WORDS = b"BT /F1 12 Tf 90 700 Td <" + CODE + b"> Tj ET"
RESOURCES = b"/Resources<</Font<</F1 3 0 R>>>>"


def stream(body: bytes, head: bytes = b"") -> bytes:
    return b"<</Length %d%s>>\nstream\n" % (len(body), head) + body + b"\nendstream"


@lru_cache(maxsize=2)
def compressed(body: bytes) -> bytes:
    """Kept, for thousands of streams may have one content."""
    return zlib.compress(body, 1)


def packed(body: bytes, head: bytes = b"") -> bytes:
    return stream(compressed(body), b"/Filter/FlateDecode" + head)


def one(content: bytes = WORDS, page: bytes = b"", more: tuple[bytes, ...] = (), font: bytes = FONT,
        catalog: bytes = b"", box: bytes = b"/MediaBox[0 0 595 842]", resources: bytes = RESOURCES,
        trailer: bytes = b"", wrap: Callable[[bytes], bytes] = stream) -> bytes:
    """A file of one page; objects 1 to 5 are catalog, pages, font, content, page; `more` are 6 and on."""
    return assembled([
        b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>", b"<</Type/Pages/Count 1/Kids[5 0 R]>>", font, wrap(content),
        b"<</Type/Page/Parent 2 0 R" + box + resources + page + b"/Contents 4 0 R>>", *more], trailer)


def tree(pages: bytes, *more: bytes) -> bytes:
    """A file whose object 2 is the root of its pages."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]" + RESOURCES + b"/Contents 4 0 R>>"
    return assembled([b"<</Type/Catalog/Pages 2 0 R>>", pages, FONT, stream(WORDS), page, *more])


def boxed(box: bytes) -> bytes:
    return one(box=b"/MediaBox[" + box + b"]")


def tounicode(lines: bytes) -> bytes:
    return one(font=FONT[:-2] + b"/ToUnicode 6 0 R>>", more=(packed(
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange "
        + lines + b" endcmap"),))


def form(resources: bytes, content: bytes) -> bytes:
    return stream(content, b"/Type/XObject/Subtype/Form/BBox[0 0 600 900]/Resources<<" + resources + b">>")


def image(head: bytes, body: bytes = b"\x80") -> bytes:
    return one(WORDS + b" q 500 0 0 700 0 0 cm /Im Do Q", resources=b"/Resources<</Font<</F1 3 0 R>>/XObject<</Im 6 0 R>>>>",
               more=(stream(body, b"/Type/XObject/Subtype/Image" + head),))


def forms(depth: int, twice: int) -> bytes:
    """Forms that draw the next one, each `twice` times."""
    more = [form(b"/Font<</F1 3 0 R>>" + (b"/XObject<</Fm %d 0 R>>" % (7 + n) if n < depth - 1 else b""),
                 b"/Fm Do " * twice if n < depth - 1 else WORDS) for n in range(depth)]
    return one(b"/Fm Do", resources=b"/Resources<</XObject<</Fm 6 0 R>>>>", more=tuple(more))


def with_streams(filters: bytes, body: bytes) -> bytes:
    return one(body, wrap=lambda made: stream(made, filters))


def bomb(times: int, size: int) -> bytes:
    data = b"0 0 m " * (size // 6)
    for _ in range(times):
        data = zlib.compress(data, 9)
    return with_streams(b"/Filter[" + b"/FlateDecode" * times + b"]", data)


def xref_of(offset: bytes, prev: bytes = b"") -> bytes:
    made = one()
    return re.sub(rb"startxref\n\d+", b"startxref\n" + offset, made).replace(b"/Root", prev + b"/Root")


def object_streams(count: int, size: int) -> bytes:
    body = b" ".join(b"%d %d" % (100 + n, n) for n in range(count)) + b" " + b"0" * size
    return one(more=(packed(body, b"/Type/ObjStm/N %d/First %d" % (count, len(body) - size)),))


def lines(count: int) -> bytes:
    return b" ".join(b"%d %d m %d %d l S" % (n % 500, n % 800, n % 500 + 40, n % 800) for n in range(count))


def shows(count: int, text: bytes = CODE) -> bytes:
    return b"BT /F1 1 Tf 1 0 0 1 10 10 Tm " + b"".join(
        b"1 0 0 1 %d %d Tm <%s> Tj " % (n % 590, n // 590 % 840, text) for n in range(count)) + b"ET"


PLAIN = pdf_of(Page(texts=[(90, 90, 12, "政府信息公开工作年度报告")]))
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents 4 0 R>>"

FILES: dict[str, Callable[[], bytes]] = {
    "kids loop to their root": lambda: tree(b"<</Type/Pages/Count 1/Kids[2 0 R]>>"),
    "kids loop over two": lambda: tree(b"<</Type/Pages/Count 2/Kids[6 0 R]>>", b"<</Type/Pages/Count 2/Kids[2 0 R]/Parent 2 0 R>>"),
    "kids with a page and a loop": lambda: tree(b"<</Type/Pages/Count 9/Kids[5 0 R 2 0 R 5 0 R]>>"),
    "parent is the page itself": lambda: one().replace(b"/Parent 2 0 R", b"/Parent 5 0 R"),
    "one page ten thousand times": lambda: tree(b"<</Type/Pages/Count 10000/Kids[" + b"5 0 R " * 10_000 + b"]>>"),
    "one page a million times": lambda: tree(b"<</Type/Pages/Count 1000000/Kids[" + b"5 0 R " * 1_000_000 + b"]>>"),
    "100,000 pages": lambda: tree(b"<</Type/Pages/Count 100000/Kids[" + b" ".join(
        b"%d 0 R" % n for n in range(6, 100_006)) + b"]>>", *[PAGE] * 100_000),
    "a count of pages that is not so": lambda: tree(b"<</Type/Pages/Count 2000000000/Kids[5 0 R]>>"),
    "a count below none": lambda: tree(b"<</Type/Pages/Count -7/Kids[5 0 R]>>"),
    "300 pages said, one there": lambda: tree(b"<</Type/Pages/Count 300/Kids[5 0 R]>>"),
    "pages 60 levels deep": lambda: tree(b"<</Type/Pages/Count 1/Kids[6 0 R]>>", *[
        b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (n + 7) for n in range(3000)], PAGE),
    "kids that are numbers": lambda: tree(b"<</Type/Pages/Count 3/Kids[1 2 3]>>"),
    "kids that are not there": lambda: tree(b"<</Type/Pages/Count 3/Kids[90 0 R 91 0 R 92 0 R]>>"),
    "kids that are a catalog": lambda: tree(b"<</Type/Pages/Count 1/Kids[1 0 R]>>"),
    "no pages": lambda: tree(b"<</Type/Pages/Count 0/Kids[]>>"),
    "pages that are null": lambda: tree(b"null"),
    "a huge box": lambda: boxed(b"0 0 1e30 1e30"),
    "a box of a hundred million": lambda: boxed(b"0 0 100000000 100000000"),
    "a box below none": lambda: boxed(b"595 842 0 0"),
    "a box of no size": lambda: boxed(b"0 0 0 0"),
    "a page of one point": lambda: boxed(b"0 0 1 1"),
    "a box that is no number": lambda: boxed(b"nan nan nan nan"),
    "a box of words": lambda: boxed(b"(a) /b null true"),
    "a box far away": lambda: boxed(b"-1e9 -1e9 -9e8 -9e8"),
    "a box of endless digits": lambda: boxed(b"0 0 " + b"9" * 100_000 + b" 842"),
    "a cropped box outside": lambda: one(page=b"/CropBox[9000 9000 9100 9100]"),
    "turned by 45 degrees": lambda: one(page=b"/Rotate 45"),
    "turned by a million": lambda: one(page=b"/Rotate 1000000007"),
    "text at 45 degrees": lambda: one(b"BT /F1 12 Tf 0.7 0.7 -0.7 0.7 90 400 Tm <" + CODE + b"> Tj ET"),
    "a unit of a million": lambda: one(page=b"/UserUnit 1000000"),
    "a matrix of no size": lambda: one(b"0 0 0 0 0 0 cm " + WORDS),
    "a matrix of infinities": lambda: one(b"1e38 1e38 1e38 1e38 1e38 1e38 cm " * 9 + WORDS),
    "letters of size 1e30": lambda: one(b"BT /F1 1e30 Tf 90 700 Td <" + CODE + b"> Tj ET"),
    "letters of no size": lambda: one(b"BT /F1 0 Tf 90 700 Td <" + CODE + b"> Tj ET"),
    "letters of negative size": lambda: one(b"BT /F1 -12 Tf 90 700 Td <" + CODE + b"> Tj ET"),
    "a million letters": lambda: one(shows(170_000)),
    "letters on one spot": lambda: one(b"BT /F1 1 Tf 90 700 Td " + b"<" + CODE + b"> Tj 0 0 Td " * 60_000 + b"ET"),
    "a word of 400,000 letters": lambda: one(b"BT /F1 1 Tf 0 0 Td <" + CODE * 66_000 + b"> Tj ET"),
    "a million lines": lambda: one(lines(1_000_000), wrap=packed),
    "100,000 lines": lambda: one(lines(100_000)),
    "a net of lines": lambda: one(b" ".join([b"%d 0 m %d 800 l S 0 %d m 500 %d l S" % (n, n, n, n) for n in range(0, 590, 2)]) + WORDS),
    "a path of 299,000 points": lambda: one(b"0 0 m " + b"1 1 l 9 9 l " * 149_500 + b"S"),
    "100,000 saved states": lambda: one(b"q " * 100_000 + WORDS),
    "100,000 states taken back": lambda: one(b"Q " * 100_000 + WORDS),
    "100,000 brackets": lambda: one(b"[" * 100_000 + WORDS),
    "100,000 dictionaries in each other": lambda: one(page=b"/A" + b"<</A" * 100_000 + b" 0 " + b">>" * 100_000),
    "100,000 arrays in each other": lambda: one(page=b"/A" + b"[" * 100_000 + b"]" * 100_000),
    "strings in strings": lambda: one(page=b"/A" + b"(" * 100_000 + b")" * 100_000),
    "a string without end": lambda: one(page=b"/A(" + b"x" * 100_000),
    "a name of 100,000 letters": lambda: one(page=b"/" + b"A" * 100_000 + b" 1"),
    "a form that draws itself": lambda: one(b"/Fm Do", resources=b"/Resources<</XObject<</Fm 6 0 R>>>>", more=(
        form(b"/XObject<</Fm 6 0 R>>", b"/Fm Do"),)),
    "two forms that draw each other": lambda: one(b"/Fm Do", resources=b"/Resources<</XObject<</Fm 6 0 R>>>>", more=(
        form(b"/XObject<</Fm 7 0 R>>", b"/Fm Do"), form(b"/XObject<</Fm 6 0 R>>", b"/Fm Do"))),
    "forms 500 deep": lambda: forms(500, 1),
    "forms that double 20 times": lambda: forms(20, 2),
    "forms ten to the eighth": lambda: forms(8, 10),
    "5,000 forms of a megabyte": lambda: one(more=tuple(
        packed(body, b"/Type/XObject/Subtype/Form/Resources<</XObject<</Fm %d 0 R>>>>" % (7 + n))
        for body in [b"/Fm Do " * 150_000] for n in range(5000))),
    "a pattern that paints itself": lambda: one(b"/Pattern cs /P scn 0 0 500 700 re f " + WORDS, resources=(
        b"/Resources<</Font<</F1 3 0 R>>/Pattern<</P 6 0 R>>>>"), more=(stream(
            b"/Pattern cs /P scn 0 0 9 9 re f", b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]"
            b"/XStep .001/YStep .001/Resources<</Pattern<</P 6 0 R>>>>"),)),
    "a letter that draws itself": lambda: one(b"BT /F1 12 Tf 90 700 Td (aaaa) Tj ET", font=(
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.1 0 0 .1 0 0]/FirstChar 97/LastChar 97/Widths[9]"
        b"/Encoding<</Differences[97/a]>>/CharProcs<</a 6 0 R>>/Resources<</Font<</F1 3 0 R>>>>>>"), more=(
            stream(b"9 0 d0 BT /F1 12 Tf (aaaa) Tj ET"),)),
    "a stream that unpacks to 200 MB": lambda: bomb(1, 200 << 20),
    "a stream packed twice": lambda: bomb(2, 200 << 20),
    "a stream packed four times": lambda: bomb(4, 200 << 20),
    "40 filters": lambda: with_streams(b"/Filter[" + b"/ASCIIHexDecode" * 40 + b"]", b"41" * 1000),
    "runs that unpack to 64 times": lambda: with_streams(b"/Filter[/RunLengthDecode/RunLengthDecode]", b"\x81\x81" * 99_999),
    "an unknown filter": lambda: with_streams(b"/Filter/Nonsense", WORDS),
    "LZW noise": lambda: with_streams(b"/Filter/LZWDecode", bytes(range(256)) * 400),
    "a predictor of a million columns": lambda: with_streams(
        b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 1000000000/Colors 32/BitsPerComponent 16>>",
        zlib.compress(WORDS)),
    "an object stream of a million": lambda: object_streams(1_000_000, 10),
    "an object stream that unpacks far": lambda: object_streams(10, 100 << 20),
    "a length that is the stream itself": lambda: one().replace(b"/Length %d" % len(WORDS), b"/Length 4 0 R"),
    "a length far too long": lambda: one().replace(b"/Length %d" % len(WORDS), b"/Length 2147483647"),
    "a length below none": lambda: one().replace(b"/Length %d" % len(WORDS), b"/Length -5"),
    "references in a ring": lambda: one(page=b"/Annots 6 0 R", more=(b"7 0 R", b"6 0 R")),
    "one object a million times": lambda: one(page=b"/Annots[" + b"6 0 R " * 1_000_000 + b"]", more=(b"<</Type/Annot>>",)),
    "content a million times": lambda: one().replace(b"/Contents 4 0 R", b"/Contents[" + b"4 0 R " * 1_000_000 + b"]"),
    "content 40,000 times": lambda: one().replace(b"/Contents 4 0 R", b"/Contents[" + b"4 0 R " * 40_000 + b"]"),
    "xref at the file's beginning": lambda: xref_of(b"0"),
    "xref behind the end": lambda: xref_of(b"99999999999999"),
    "xref whose former is itself": lambda: one().replace(b"trailer<<", b"trailer<</Prev %d" % one().rfind(b"xref\n0")),
    "xref that says 2^31 objects": lambda: one().replace(b"xref\n0 ", b"xref\n0 214748364"),
    "no xref": lambda: one().replace(b"xref", b"xxxx"),
    "no trailer": lambda: one().replace(b"trailer", b"tailler"),
    "no end": lambda: one().partition(b"startxref")[0],
    "a thousand versions": lambda: one() + b"".join(b"4 0 obj\n" + stream(WORDS) + b"\nendobj\n" for _ in range(1000)),
    "objects of one number": lambda: one().replace(b"6 0 obj", b"4 0 obj") + b"%%EOF" * 9999,
    "two files in one": lambda: PLAIN + PLAIN,
    "junk before": lambda: b"\0" * 900 + PLAIN,
    "locked": lambda: one(trailer=b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<"
                          + b"42" * 32 + b">>>"),
    "locked in an unknown way": lambda: one(trailer=b"/ID[<00><00>]/Encrypt<</Filter/Mine/V 9/R 9>>"),
    "locked by a ring": lambda: one(trailer=b"/Encrypt 6 0 R", more=(b"6 0 R",)),
    "a script": lambda: one(catalog=b"/OpenAction<</S/JavaScript/JS(while(1){app.alert(1)})>>"),
    "a script of each page": lambda: one(page=b"/AA<</O<</S/JavaScript/JS(for(;;);)>>>>"),
    "a program to start": lambda: one(catalog=b"/OpenAction<</S/Launch/F(/bin/sh)>>"),
    "an address to open": lambda: one(catalog=b"/OpenAction<</S/URI/URI(http://127.0.0.1:9/)>>"),
    "a file inside": lambda: one(catalog=b"/Names<</EmbeddedFiles<</Names[(a)6 0 R]>>>>", more=(
        b"<</Type/Filespec/F(a)/EF<</F 7 0 R>>>>", stream(b"MZ" * 9999, b"/Type/EmbeddedFile"))),
    "content from another file": lambda: with_streams(b"/F(/etc/passwd)", b""),
    "a form of XFA": lambda: one(catalog=b"/AcroForm<</XFA 6 0 R/Fields[]>>", more=(stream(b"<xdp>" * 999),)),
    "a font that is none": lambda: one(font=b"<</Type/Font>>"),
    "a font that is its own descendant": lambda: one(font=FONT.replace(b"[<<", b"[3 0 R <<")),
    "a font file of noise": lambda: pdf_of(Page(texts=[(90, 90, 12, "公开")]), carried=bytes(range(256)) * 300),
    "a font file cut": lambda: pdf_of(Page(texts=[(90, 90, 12, "公开")]), carried=b"\0\1\0\0\0\x20" + b"\xff" * 500),
    "letters that mean half a pair": lambda: tounicode(b"1 beginbfrange <0000> <FFFF> <D800> endbfrange"),
    "letters that mean nothing": lambda: tounicode(b"1 beginbfrange <0000> <FFFF> <0000> endbfrange"),
    "letters for private use": lambda: tounicode(b"1 beginbfrange <0000> <FFFF> <E000> endbfrange"),
    "letters that mean a novel": lambda: tounicode(b"1 beginbfchar <653F> <" + b"4E00" * 100_000 + b"> endbfchar"),
    "letters from right to left": lambda: tounicode(b"1 beginbfrange <0000> <FFFF> <202E> endbfrange"),
    "a range of meanings turned round": lambda: tounicode(b"1 beginbfrange <FFFF> <0000> <0041> endbfrange"),
    "a million meanings": lambda: tounicode(b"100 beginbfchar " + b"<653F> <653F> " * 1_000_000 + b"endbfchar"),
    "a picture of 2^31 points": lambda: image(b"/Width 2147483647/Height 2147483647/BitsPerComponent 8/ColorSpace/DeviceRGB"),
    "a picture of no size": lambda: image(b"/Width 0/Height -1/BitsPerComponent 99/ColorSpace/DeviceGray"),
    "a picture masked by itself": lambda: image(b"/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/SMask 6 0 R"),
    "a picture of JBIG2 noise": lambda: image(b"/Width 99/Height 99/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/JBIG2Decode", bytes(range(256)) * 9),
    "a picture of JPX noise": lambda: image(b"/Width 99/Height 99/Filter/JPXDecode", b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(range(256)) * 9),
    "colours in a ring": lambda: one(b"/C cs 1 sc " + WORDS, resources=b"/Resources<</Font<</F1 3 0 R>>/ColorSpace<</C 6 0 R>>>>",
                                     more=(b"[/Indexed 6 0 R 255 (a)]",)),
    "a function of itself": lambda: one(WORDS, resources=b"/Resources<</Font<</F1 3 0 R>>/ExtGState<</G<</TR 6 0 R>>>>>>",
                                        more=(b"<</FunctionType 3/Domain[0 1]/Functions[6 0 R 6 0 R]/Bounds[.5]/Encode[0 1 0 1]>>",)),
    "outlines in a ring": lambda: one(catalog=b"/Outlines 6 0 R", more=(b"<</First 6 0 R/Next 6 0 R/Last 6 0 R>>",)),
    "a layer switched off by itself": lambda: one(b"/OC /L BDC " + WORDS + b" EMC", catalog=b"/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>",
                                                  more=(b"<</Type/OCG/Name 6 0 R>>",)),
    "a title of ten megabytes": lambda: one(trailer=b"/Info 6 0 R", more=(b"<</Title(" + b"a" * 10_000_000 + b")>>",)),
    "a title that is no text": lambda: one(trailer=b"/Info 6 0 R", more=(b"<</Title<FEFFD800D8000000>>>",)),
    "only a head": lambda: b"%PDF-1.7\n",
    "a head and noise": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 999,
    **{f"cut at {share} of 20": lambda share=share: PLAIN[:len(PLAIN) * share // 20] for share in range(1, 20)},
}


def main() -> None:
    from reportlint.errors import ReadError
    from reportlint.readers import read

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for name in sys.argv[1:] or FILES:
        sys.stdout.write(json.dumps({"name": name}) + "\n")
        sys.stdout.flush()
        data = FILES[name]()
        began = time.process_time()
        try:
            said = f"{len(read('a.pdf', data).blocks)} blocks"
        except ReadError as error:
            said = error.reason
        except BaseException as error:
            said = f"!!! {type(error).__name__}: {error}"
        sys.stdout.write(json.dumps([name, round(time.process_time() - began, 2), said], ensure_ascii=False) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
