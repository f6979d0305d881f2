"""What people say about their lives, in the first person. Invented, every one; `{friend}` is a woman's name."""

from schemes.vocabulary import Gender

# (what matters to me, a good day, what I hope for), for three times of life. Each sentence stands on its own.
YOUNG = [
    (
        "My music. I make tunes on my tablet and {friend} listens to them. I like people who don't talk over me.",
        "College, then chips on the way home, then my tablet with the door shut for a bit.",
        "To learn the bus on my own, and to have mates round who aren't paid to be there.",
    ),
    (
        "Seeing Nan on Sundays. She does a roast and I do the gravy, because mine has no lumps.",
        "Football training on a Thursday. I'm in goal. Afterwards we all have a drink in the clubhouse.",
        "A job in a kitchen. I've got my food hygiene certificate, it's on the wall.",
    ),
    (
        "Horses. I go to the stables on Saturdays and I know all their names and what they like.",
        "Mucking out early, then toast. Nobody rushing me.",
        "To live near fields, and not be the only young one in the house.",
    ),
    (
        "I was in care and I moved nine times. I want somewhere I can stay and paint the wall a colour.",
        "A day when nobody says what is happening with me. Just an ordinary day.",
        "To finish my course and get a flat one day, but not yet. First I want a home.",
    ),
    (
        "My phone, my cat videos and my sister {friend}. She rings at six and I wait for it.",
        "Swimming, then a hot chocolate with cream. I can do twenty lengths now.",
        "To be asked, not told. To choose my own clothes in the shop.",
    ),
    (
        "I sign, and I want to live with people who sign back. It is lonely when everybody's mouth moves.",
        "A day with deaf friends at the club, everyone's hands going at once.",
        "A house where I can tell somebody a joke at breakfast.",
    ),
    (
        "Trains. I know the timetable to Banbury by heart. I like to be early.",
        "Going somewhere on a train with a window seat and coming back on a different line.",
        "Volunteering at the heritage railway. I have already got the gloves.",
    ),
    (
        "Dancing! I go to the Tuesday group and I am in the show at Christmas.",
        "Music on in the kitchen and everyone joining in, even if they can't dance.",
        "My own room with a big mirror, and people who come to my show.",
    ),
    (
        "Quiet. Too many voices make my head full. I like drawing maps of places that aren't real.",
        "Rain on the window, my pens in order, soup.",
        "To live with one or two people who say what they are going to do and then do it.",
    ),
    (
        "My little cousin {friend}. I help her with her reading. I want to be near enough to see her after school.",
        "When she runs out of the gate and sees me first.",
        "To stay in this town, so that my cousin can always find me, even if I live somewhere else.",
    ),
]  # fmt: skip
GROWN = [
    (
        "My allotment and my sister {friend}. I like people who talk quietly.",
        "Up early, tea in the garden, then the allotment. Home before dark.",
        "I want to live somewhere with a garden. I don't want to live with people who shout.",
    ),
    (
        "Being useful. I used to work at the nursery, potting on. I don't like sitting.",
        "Somebody says can you give me a hand, and I can.",
        "A little job again, two days. And a shed.",
    ),
    (
        "Church on Sunday, and the tea after. I put the chairs out and I know where everyone likes to sit.",
        "Singing. The old hymns, the loud ones.",
        "To stay near my church. They'd miss me and I'd miss them.",
    ),
    (
        "My girlfriend {friend}. We've been going out for six years. People forget to ask about that.",
        "The pictures, a pizza, and her holding my hand on the bus.",
        "For her to be able to come for tea at my house. One day for us to live together.",
    ),
    (
        "I like my own front door key. I've had it since March and I haven't lost it.",
        "Shopping on my own in the morning and showing what I got.",
        "To cook for everybody once a week. I do a good curry, my mum's way.",
    ),
    (
        "My mum. She's getting older and she worries. I want her to see that I'm all right.",
        "Mum comes for dinner and I wash up, and she sits down for once.",
        "That when Mum can't do it any more I'm already settled. We talked about it, me and her.",
    ),
    (
        "Dogs. All dogs, but greyhounds best. I walk three for the neighbours.",
        "A long walk with mud in it. Then the sofa with a dog's head on my knee.",
        "A house with a dog that needs me.",
    ),
    (
        "I get low in the winter. I know the signs now and so should the people I live with.",
        "Up and washed before ten, out in the daylight, a proper cooked tea.",
        "To not go back on the ward. It's eighteen months now and I'm proud of that.",
    ),
    (
        "Cricket on the radio, quiet, and my food halal. My auntie {friend} can show people how.",
        "Friday prayers, then lunch at my auntie's with all the cousins.",
        "A family that understands Ramadan without me having to explain it every year.",
    ),
    (
        "My scooter. I can go anywhere flat. Steps are what stop me, not my legs.",
        "The market by myself, and a bacon roll from the van. The man knows me.",
        "To get in and out of my own home without asking anyone.",
    ),
    (
        "I don't use many words. I use my book of pictures. Please wait for me, I am finding the page.",
        "Splashing in the pool, the sensory lights, a joke.",
        "People who look at my face when I am telling them something.",
    ),
    (
        "My records. I've got four hundred, mostly reggae, and I know what is on every B side.",
        "A Saturday in the record shop with {friend}. We don't buy much.",
        "Space for the shelf. And somebody who likes it loud now and then.",
    ),
    (
        "Baking. I do scones for the day centre and people ask for mine.",
        "The kitchen warm, flour everywhere, the radio, nobody in a hurry.",
        "A stall at the summer fair with my name on it.",
    ),
    (
        "I like to know what is happening tomorrow. We write it on the board and I tick it.",
        "Every tick on the board ticked.",
        "To go on an aeroplane once. I have the book about it.",
    ),
    (
        "Fishing with {friend}. You don't have to talk. We sit, we have a flask.",
        "Canal, six in the morning, mist on it.",
        "To live by water, or near enough to walk.",
    ),
    (
        "My medicines have to be at eight and eight. When that's right everything else is right.",
        "A day with no fits and nobody fussing.",
        "To go to a concert. Mum never dared. I'd like somebody who dares.",
    ),
    (
        "Everybody says I'm funny. I do voices. I did the bus driver for the actual bus driver.",
        "Making somebody laugh who didn't want to.",
        "Open mic night. I've been watching how they do it.",
    ),
    (
        "My boy lives with his dad and I see him Saturdays. Everything else fits round Saturdays.",
        "The park with him, feeding ducks the right food, not bread.",
        "A home nice enough that one day he could come and stay a night.",
    ),
    (
        "Knitting and the telly in the evening. I've done a hat for every baby in the church.",
        "When the parcel of wool comes.",
        "Company, but my own chair.",
    ),
    (
        "Fixing bikes. Give me a bike that doesn't go and I'm happy.",
        "Oil on my hands, then a bath, then egg and chips.",
        "Somewhere with a garage, and to get paid for a repair.",
    ),
]  # fmt: skip
OLDER = [
    (
        "I was married forty-one years. Talk to me about {friend}, I like it, it doesn't upset me.",
        "A walk to the shop for my paper, and somebody to read the headlines at.",
        "Not to go in a home. A home, yes. Not a Home.",
    ),
    (
        "I lived in a hospital from when I was five. I don't like long corridors. I like my own plate and my own cup.",
        "Bacon. The cat on my knee. A bit of a sit in the sun.",
        "To stop here. I've got everything I want here.",
    ),
    (
        "I forget what day it is but I don't forget a face. Say your name when you come in, it helps.",
        "Old songs, peeling the potatoes, children about the place.",
        "To be where there's a bit of life going on.",
    ),
    (
        "Dominoes, a rum at Christmas, and my chapel. I came from St Kitts in 1961 and I drove the 14 bus.",
        "The sun out, the lads round the table, and me winning.",
        "Somebody who can cook rice and peas, or who will let me show them.",
    ),
    (
        "My garden was my pride. I can't kneel now but I can tell you what to plant and when.",
        "The first tomatoes.",
        "A chair by a window that looks out at something growing.",
    ),
    (
        "I speak Punjabi first now. The English comes and goes. It is easier when somebody says it both ways.",
        "Tea the proper way, the gurdwara on Sunday, my grandson's voice on the telephone.",
        "To grow old in a house that smells of cooking.",
    ),
    (
        "My eyes are bad but my ears are good. Leave things where they are and I can find them.",
        "A talking book, a thunderstorm, a visit from {friend}.",
        "To keep making my own tea. I know how many steps it is.",
    ),
    (
        "Snooker on the television. I've watched every final since they had it in colour.",
        "A pie, the match, and nobody standing in front of it.",
        "A quiet house and a good armchair. I'm not hard to please.",
    ),
    (
        "I brought up five and none of them were mine. I like to be asked for advice, even if you don't take it.",
        "When somebody young sits down and tells me everything.",
        "To be some use to somebody until I'm done.",
    ),
    (
        "I've always been tidy. It was just me and Mother until she was ninety-three.",
        "Clean sheets on the line and a breeze.",
        "I've never lived with anyone else. I should like to try it slowly.",
    ),
]  # fmt: skip

HOW_TOLD = [
    "In their own words, over a cup of tea",
    "Their own words, written down as they were said",
    "With photographs and the picture book",
    "Their own words, with their sister beside them",
    "Signed, with an interpreter",
    "Partly their own words; the rest from someone who knows them well",
]
TALKING = [
    "Give me time to answer. I will.",
    "Sit next to me, not across a table.",
    "Short sentences, one thing at a time. Write it down after.",
    "Pictures help, and so does showing me.",
    "Ring my sister first and then come. I like to know who is at the door.",
    "I like a bit of a joke before anything serious.",
    "Mornings are best. I'm tired after four.",
    "On my left side, I hear better there.",
    "Text me. I don't like the phone.",
    "",
]


def shuffled(dice, voices):
    """Three decks of the same voices, so that no two people say quite the same."""
    decks = []
    for part in range(3):
        deck = [voice[part] for voice in voices]
        dice.shuffle(deck)
        decks.append(deck)
    return decks


class Voices:
    """Gives each person words of their own time of life."""

    def __init__(self, dice):
        self.dice = dice
        self.decks = {"young": YOUNG, "grown": GROWN, "older": OLDER}
        self.hands = {name: shuffled(dice, voices) for name, voices in self.decks.items()}

    def words(self, age: int, friend: str) -> dict:
        """What somebody of this age says; kwargs for `OwnWords.write_down`."""
        name = "young" if age < 28 else "grown" if age < 65 else "older"
        said = []
        for part, deck in enumerate(self.hands[name]):
            if not deck:
                deck.extend(shuffled(self.dice, self.decks[name])[part])
            said.append(deck.pop().replace("{friend}", friend))
        how = HOW_TOLD if age < 70 else HOW_TOLD[:3] + HOW_TOLD[5:]
        return {"matters": said[0], "good_day": said[1], "hopes": said[2], "said_how": self.dice.choice(how)}

    def talking(self) -> str:
        return self.dice.choice(TALKING)


def pronouns(gender: str) -> tuple[str, str, str]:
    """She, her, her; he, him, his; they, them, their."""
    return {Gender.WOMAN: ("she", "her", "her"), Gender.MAN: ("he", "him", "his")}.get(
        gender, ("they", "them", "their")
    )
