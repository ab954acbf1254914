"""The process that touches picture files: Pillow decodes them, and what that does to this process harms no other.

Run as a script, it imports nothing of the product. Commands:

    image_worker.py count FILE MOST_PIXELS          one JSON object: how many pages, and the dots to the inch of each
    image_worker.py render FILE PAGE MOST_PIXELS    one page, as a grey PNM picture
    image_worker.py show FILE PAGE WIDTH MOST_PIXELS    one page to be looked at: a line of JSON, then a PNG picture

Exit status: 0 done, 4 damaged, 5 too many points, 6 no such page.
"""

import json
import sys
import warnings

from PIL import Image, ImageChops, ImageOps

DAMAGED, TOO_MANY, NO_PAGE = 4, 5, 6

_PAPER_INCHES = 8.27
_RED = 50
_LEAST_DPI, _BEST_DPI = 150, 300
# A picture to be looked at: how many times taller than wide at most, in how many colours.
_TALLEST, _COLOURS = 4, 64


def _open(path: str, most: int) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = most
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    return Image.open(path)


def _find_dpi(picture: Image.Image) -> int:
    """Dots to the inch as the file states them, or as they are if the picture is one of a sheet of paper."""
    stated = picture.info.get("dpi", (0, 0))[0]
    if _LEAST_DPI <= stated <= 1200:
        return round(float(stated))
    return max(72, round(min(picture.size) / _PAPER_INCHES))


def _count(path: str, most: int) -> None:
    with _open(path, most) as picture:
        count = getattr(picture, "n_frames", 1)
        dpis = []
        for number in range(count):
            picture.seek(number)
            dpis.append(_find_dpi(picture))
    sys.stdout.write(json.dumps(dpis))


def _render(path: str, number: int, most: int) -> None:
    """Write one page in shades of grey."""
    with _open(path, most) as picture:
        picture.seek(number)
        dpi = _find_dpi(picture)
        page = ImageOps.exif_transpose(picture)
        grey = _fade(page)
    if dpi < _LEAST_DPI:
        factor = _BEST_DPI / dpi
        grey = grey.resize(
            (round(grey.width * factor), round(grey.height * factor)), Image.Resampling.BICUBIC
        )
        dpi = _BEST_DPI
    sys.stdout.buffer.write(b"P5 %d %d 255\n" % grey.size)
    sys.stdout.buffer.write(grey.tobytes())


def _show(path: str, number: int, width: int, most: int) -> int:
    """Write how many pages there are, then the picture of one."""
    with _open(path, most) as picture:
        count = getattr(picture, "n_frames", 1)
        if number >= count:
            return NO_PAGE
        picture.seek(number)
        page = _flatten(ImageOps.exif_transpose(picture)).convert("RGB")
    page.thumbnail((width, width * _TALLEST))
    sys.stdout.write(json.dumps({"pages": count, "words": []}) + "\n")
    sys.stdout.flush()
    page.quantize(_COLOURS).save(sys.stdout.buffer, "PNG")
    return 0


def _flatten(page: Image.Image) -> Image.Image:
    """The picture without what shines through it, on white paper, in eight bits."""
    if page.mode in ("RGBA", "LA", "PA", "P"):
        clear = page.convert("RGBA")
        page = Image.new("RGBA", clear.size, "white")
        page.alpha_composite(clear)
    if page.mode.startswith("I"):
        return ImageOps.autocontrast(page.convert("F").point(lambda value: value / 256).convert("L"))
    return page


def _fade(page: Image.Image) -> Image.Image:
    """Shades of grey in which red, the colour of stamps, is as white as paper, and blue ink as black as print."""
    page = _flatten(page)
    if page.mode in ("1", "L"):
        return page.convert("L")
    red, green, blue = page.convert("RGB").split()
    stamped = ImageChops.subtract(red, ImageChops.lighter(green, blue)).point(
        lambda value: 255 * (value > _RED)
    )
    return ImageChops.lighter(red, stamped)


def main(arguments: list[str]) -> int:
    """Run one command."""
    command, path, *numbers = arguments
    try:
        if command == "show":
            return _show(path, *map(int, numbers))
        if command == "count":
            _count(path, *map(int, numbers))
        else:
            _render(path, *map(int, numbers))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return TOO_MANY
    except (OSError, ValueError, SyntaxError, EOFError):
        return DAMAGED
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
