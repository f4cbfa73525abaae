"""A document written as PDF/A-2b (ISO 19005-2), tagged, and with the same bytes whenever its
content is the same."""

import hashlib
import zlib
from importlib.resources import files
from typing import Any, BinaryIO
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import format

from lcdesk.papers.pdf.objects import Objects, compressed
from lcdesk.papers.pdf.tags import TaggedCanvas

_METADATA = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>vi-VN</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt>{title}</rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt>{subject}</rdf:Alt></dc:description>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
_LANGUAGES = ("x-default", "vi-VN")
_INTENT = (
    "[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)/Info(sRGB "
    "IEC61966-2.1)"
    "/DestOutputProfile {profile}>>]"
)


class ArchiveCanvas(TaggedCanvas):
    """A canvas whose `save` writes an archival PDF to the open binary file that it was made
    with."""

    def save(self) -> None:
        if self._code:
            self.showPage()
        document, file = self._doc, _File(self._filename)
        for font in document.delayedFonts:
            font.addObjects(document)
        for number, body in self._described():
            file.add(number, body)
        self._write_known(file)
        for number, body in self.objects.streams:
            file.add(number, body)
        catalog, info = (
            self._number(each.__InternalName__) for each in (document.Catalog, document.info)
        )
        file.end(self.objects, catalog, info)

    def _described(self) -> list[tuple[int, bytes]]:
        """Say in the catalogue what the document is; number and text of the streams that the
        catalogue names."""
        catalog, first = self._doc.Catalog, self.objects.reserve(2)
        catalog.Metadata = f"{first} 0 R"
        catalog.OutputIntents = _INTENT.format(profile=f"{first + 1} 0 R")
        catalog.StructTreeRoot = f"{self.structure.finish()} 0 R"
        catalog.MarkInfo = "<</Marked true>>"
        self.setViewerPreference("DisplayDocTitle", "true")
        catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
        return [(first, _metadata(self._doc.info, self._date())), (first + 1, _profile())]

    def _date(self) -> str:
        """The time that reportlab writes into the information dictionary, which the metadata
        repeat."""
        stamp = self._doc._timeStamp
        year, month, day, hour, minute, second = stamp.YMDhms
        moment = f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
        return f"{moment}{stamp.dhh:+03}:{stamp.dmm:02}"

    def _write_known(self, file: "_File") -> None:
        """Write the objects of reportlab; writing one may make it add more."""
        document = self._doc
        document.Reference(document.Catalog)
        document.Reference(document.info)
        document.Outlines.prepare(document, self)
        if document.Outlines.ready < 0:
            document.Catalog.Outlines = None
        number = 0
        while number < document.objectcounter:
            number += 1
            if number in document.numberToId:
                file.add(
                    number, _formatted(document, document.idToObject[document.numberToId[number]])
                )


class _File:
    """An open file in which objects are written one after the other."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self._length = 0
        self._offsets: dict[int, int] = {}
        self._write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def add(self, number: int, body: bytes) -> None:
        """Write an object."""
        self._offsets[number] = self._length
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    def end(self, objects: Objects, catalog: int, info: int) -> None:
        """Write where everything lies; the file's identity is the checksum of what is in it."""
        number, start = objects.reserve(), self._length
        self._offsets[number] = start
        identity = self._digest.hexdigest()[:32].encode()
        about = b"/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]" % (catalog, info, identity, identity)
        self.add(number, objects.table(self._offsets, number + 1, about))
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)

    def _write(self, data: bytes) -> None:
        self._file.write(data)
        self._digest.update(data)
        self._length += len(data)


def _formatted(document: Any, known: Any) -> bytes:
    """An object of reportlab as it stands in the file; the standard wants a line end behind the
    data of a stream."""
    body: bytes = format(known, document, toplevel=1)
    bare = body.removesuffix(b"\n")
    return bare.removesuffix(b"endstream") + b"\nendstream" if bare.endswith(b"endstream") else bare


def _metadata(info: Any, date: str) -> bytes:
    def in_languages(text: str) -> str:
        return "".join(
            f'<rdf:li xml:lang="{language}">{escape(text)}</rdf:li>' for language in _LANGUAGES
        )

    packet = _METADATA.format(
        title=in_languages(info.title),
        author=escape(info.author),
        subject=in_languages(info.subject),
        producer=escape(info.producer),
        creator=escape(info.creator),
        date=date,
    ).encode()
    # Not compressed, so that programs that know no PDF can read it.
    return b"<</Type/Metadata/Subtype/XML/Length %d>>\nstream\n%b\nendstream" % (
        len(packet),
        packet,
    )


def _profile() -> bytes:
    """The colours that RGB means in this document."""
    data = (files("lcdesk.resources") / "srgb.icc").read_bytes()
    return compressed(zlib.compress(data), b"/N 3")
