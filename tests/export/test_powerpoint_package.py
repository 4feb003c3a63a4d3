"""Parts, what they lead to, and the file that they make."""

from io import BytesIO
from posixpath import dirname, relpath
from xml.etree.ElementTree import fromstring
from zipfile import ZipFile

import pytest

from askfirst.export.powerpoint_package import Package, Part
from askfirst.export.raster import Bitmap

DOT = Bitmap(content=b"dot", type="image/png", width=1, height=1)


def slide() -> Part:
    """A part that leads nowhere yet."""
    return Part(name="ppt/slides/slide1.xml", type="x/slide+xml", content="<a/>")


def test_what_leads_to_the_same_place_has_one_id() -> None:
    """A second link to a part or an address is the first one; names are relative to the part."""
    first, second = slide(), Part(name="ppt/media/image1.png", type="image/png")
    assert first.relate("image", second) == first.relate("image", second) == "rId1"
    assert first.link("https://example.org") == "rId2"
    assert first.relate("slide", second) == "rId3"
    targets = [target for _, target, _ in first.related]
    assert targets == ["../media/image1.png", "https://example.org", "../media/image1.png"]


def test_a_picture_is_in_the_file_once() -> None:
    """The same pixels are the same part, and each is numbered with its own ending."""
    package = Package([slide()])
    other = Bitmap(content=b"other", type="image/jpeg", width=1, height=1)
    names = [package.picture(bitmap).name for bitmap in (DOT, other, DOT)]
    assert names == ["ppt/media/image1.png", "ppt/media/image2.jpg", "ppt/media/image1.png"]


def test_an_address_is_escaped() -> None:
    """An address with a quotation mark or an ampersand stays one attribute."""
    part = slide()
    part.link('https://example.org/?a="b"&c=<d>')
    with ZipFile(BytesIO(Package([part]).saved())) as file:
        (found,) = fromstring(file.read("ppt/slides/_rels/slide1.xml.rels"))
    assert found.get("Target") == 'https://example.org/?a="b"&c=<d>'
    assert found.get("TargetMode") == "External"


def test_every_part_has_its_type() -> None:
    """XML is listed by name, pictures and relationships by their endings, and none without need."""
    package = Package([slide()])
    package.picture(DOT)
    with ZipFile(BytesIO(package.saved())) as file:
        types = fromstring(file.read("[Content_Types].xml"))
    said = {found.get("Extension") or found.get("PartName"): found.get("ContentType")
            for found in types}  # fmt: skip
    assert said.pop("/ppt/slides/slide1.xml") == "x/slide+xml"
    assert {*said} == {"png", "rels", "xml"}


def test_the_same_parts_are_the_same_bytes() -> None:
    """A file holds no time of day; its pictures are stored as they are."""
    made = [Package([slide()]) for _ in range(2)]
    for package in made:
        package.picture(DOT)
    first, second = (package.saved() for package in made)
    assert first == second
    assert b"dot" in first
    with ZipFile(BytesIO(first)) as file:
        assert {entry.date_time[0] for entry in file.infolist()} == {1980}


@pytest.mark.parametrize("here", ["ppt/slides/slide1.xml", "ppt/presentation.xml", "top.xml"])
@pytest.mark.parametrize(
    "there", ["ppt/slides/slide2.xml", "ppt/slidesX/a.xml", "docProps/core.xml", "top.xml"]
)
def test_a_part_is_found_from_the_folder_of_the_one_that_leads_to_it(here: str, there: str) -> None:
    """A target is relative to its part, as in a system of files."""
    part = Part(name=here, type="xml")
    part.relate("slide", Part(name=there, type="xml"))
    (found,) = part.related
    assert found[1] == relpath(f"/{there}", f"/{dirname(here)}")
