"""Picture files as people upload them."""

from io import BytesIO

from PIL import Image


def picture(kind="PNG", size=(40, 30), mode="RGB"):
    """A small picture of one colour."""
    content = BytesIO()
    Image.new(mode, size).save(content, kind)
    return content.getvalue()


def jpeg_with_place(width, height):
    """A photograph on its side that says so, and where it was taken."""
    image = Image.new("RGB", (width, height), "green")
    exif = image.getexif()
    exif[0x0112] = 6  # to be turned by a quarter
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 30.0, 0.0)})
    content = BytesIO()
    image.save(content, "JPEG", exif=exif)
    return content.getvalue()
