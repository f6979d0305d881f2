"""Pictures for the profiles of the demonstration: drawn here, simple, and of nobody."""

import io
import random

from PIL import Image, ImageDraw

SIZE = (960, 720)
SKY, GRASS, WALLS = "#cfe6f2", "#8fb573", ["#c98b6b", "#d9c7a3", "#b9a6a0", "#e2d9c8"]
DOORS, ROOFS = ["#2f5d50", "#7a2e39", "#33507a", "#c79a2b"], ["#6d4a3d", "#55606b", "#7d5546"]
COATS = ["#8a5a33", "#d8b98a", "#3d3a38", "#b9b4ac"]


def house(draw, dice, top=260) -> str:
    """The house from the front; `top`: where its walls end."""
    draw.rectangle((0, 0, *SIZE), fill=SKY)
    draw.rectangle((0, 560, *SIZE), fill=GRASS)
    left = dice.randint(200, 280)
    draw.rectangle((left, top, left + 460, 580), fill=dice.choice(WALLS))
    draw.polygon([(left - 40, top + 10), (left + 230, top - 150), (left + 500, top + 10)], fill=dice.choice(ROOFS))
    draw.rectangle((left + 350, top - 140, left + 395, top - 30), fill="#7a5b4d")
    draw.rectangle((left + 190, 410, left + 280, 580), fill=dice.choice(DOORS))
    draw.ellipse((left + 258, 490, left + 270, 502), fill="#f3d77a")
    for across, down in [(across, down) for across in (50, 330) for down in (310, 440) if down > top]:
        draw.rectangle((left + across, down, left + across + 85, down + 80), fill="#f7f3e3", outline="#ffffff", width=6)
        draw.line((left + across + 42, down, left + across + 42, down + 80), fill="#ffffff", width=5)
    for across in range(left - 90, left + 600, 46):
        _flower(draw, across, 610, dice)
    return "Our house from the front, drawn"


def bungalow(draw, dice) -> str:
    """The same without stairs."""
    return house(draw, dice, top=390)


def garden(draw, dice) -> str:
    """The garden with its beds and a bench."""
    draw.rectangle((0, 0, *SIZE), fill=SKY)
    draw.rectangle((0, 330, *SIZE), fill=GRASS)
    draw.ellipse((780, 50, 890, 160), fill="#f6d365")
    for across in range(0, 960, 60):
        draw.rectangle((across, 270, across + 40, 380), fill="#b08d62")
        draw.polygon([(across, 270), (across + 20, 245), (across + 40, 270)], fill="#b08d62")
    trunk = dice.randint(140, 260)
    draw.rectangle((trunk, 240, trunk + 40, 450), fill="#7a5b4d")
    for across, down in [(-80, 110), (0, 70), (60, 130)]:
        draw.ellipse((trunk + across, down, trunk + across + 150, down + 150), fill="#5f8f55")
    for apple in range(7):
        across, down = trunk - 50 + 33 * apple, 130 + 40 * (apple % 3)
        draw.ellipse((across, down, across + 22, down + 22), fill="#c2403d")
    draw.rectangle((520, 470, 800, 495), fill="#8a6a45")
    draw.rectangle((520, 400, 800, 425), fill="#8a6a45")
    for leg in (530, 775):
        draw.rectangle((leg, 400, leg + 15, 570), fill="#6b5135")
    for across in range(60, 920, 54):
        _flower(draw, across, 630, dice)
    return "The garden with the apple tree and the bench, drawn"


def table(draw, dice) -> str:
    """The kitchen table with a pot of tea."""
    draw.rectangle((0, 0, *SIZE), fill=dice.choice(["#f1e7d0", "#e3ecdf", "#f4ddd2"]))
    draw.rectangle((300, 60, 660, 300), fill=SKY, outline="#ffffff", width=14)
    draw.line((480, 60, 480, 300), fill="#ffffff", width=10)
    draw.rectangle((80, 440, 880, 480), fill="#a9794b")
    for leg in (120, 800):
        draw.rectangle((leg, 480, leg + 40, 720), fill="#8d6239")
    pot = dice.choice(DOORS)
    draw.ellipse((400, 330, 560, 450), fill=pot)
    draw.polygon([(550, 390), (620, 340), (628, 356), (556, 420)], fill=pot)
    draw.arc((350, 350, 430, 430), 90, 270, fill=pot, width=14)
    draw.ellipse((465, 308, 495, 338), fill=pot)
    for across in (190, 280, 660, 750):
        draw.rectangle((across, 390, across + 60, 445), fill="#ffffff")
        draw.arc((across + 45, 400, across + 85, 435), 270, 90, fill="#ffffff", width=8)
        for steam in (15, 35):
            draw.arc((across + steam - 10, 340, across + steam + 10, 380), 300, 60, fill="#bdb6a8", width=4)
    return "The kitchen table, laid for four, drawn"


def cat(draw, dice) -> str:
    """The cat."""
    draw.rectangle((0, 0, *SIZE), fill="#efe2cf")
    draw.rectangle((0, 520, *SIZE), fill="#c7a27c")
    draw.ellipse((160, 520, 800, 690), fill=dice.choice(["#8c3f46", "#476a8a", "#6f7f4f"]))
    coat = dice.choice(COATS)
    draw.ellipse((270, 390, 640, 620), fill=coat)
    draw.ellipse((560, 330, 740, 500), fill=coat)
    for across in (575, 675):
        draw.polygon([(across, 380), (across + 22, 290), (across + 60, 360)], fill=coat)
    draw.arc((190, 430, 420, 660), 60, 220, fill=coat, width=34)
    for across in (610, 672):
        draw.arc((across, 395, across + 34, 425), 0, 180, fill="#1f1a17", width=5)
    draw.ellipse((640, 432, 662, 448), fill="#1f1a17")
    return "Asleep on the rug, as always, drawn"


def _flower(draw, across: int, down: int, dice) -> None:
    colour = dice.choice(["#d1495b", "#edae49", "#ffffff", "#8e6bbf"])
    draw.line((across, down, across, down + 50), fill="#4f7a45", width=5)
    draw.ellipse((across - 13, down - 13, across + 13, down + 13), fill=colour)


def drawn(scene, seed) -> tuple[str, bytes]:
    """(what it shows, the picture as PNG); the same from the same seed."""
    picture = Image.new("RGB", SIZE, "white")
    says = scene(ImageDraw.Draw(picture), random.Random(seed))
    made = io.BytesIO()
    picture.save(made, "PNG")
    return says, made.getvalue()
