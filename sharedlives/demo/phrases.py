"""What is written down at visits, reviews and introductions, and what households say about themselves. All invented.

`{n}` is the person's name, `{h}` the household's; `{she}`, `{her}`, `{hers}` follow the person's gender.
"""

VISIT_SAID = [
    "It's good here. I've got the big room now.",
    "I went to the pictures with my friend. I paid.",
    "I'm making a bird box. I'll show you next time, it isn't dry.",
    "I don't like the new taxi man. He drives too fast.",
    "I rang my brother on my own. I pressed all the numbers.",
    "We had a barbecue and it rained and we stayed out anyway.",
    "I've been a bit fed up. My friend moved away.",
    "I cooked. Fajitas. Everyone had seconds.",
    "I like it when we all watch the quiz and I know one.",
    "My knee's sore but I still went dancing.",
    "I want to change my day at the centre, it's too noisy on a Wednesday.",
    "I've got a library card. It's got my name on.",
    "We're going to the seaside in the caravan. I've packed already.",
    "Nothing to tell you. It's nice and ordinary.",
    "I had a row with them about the telly. It's sorted.",
    "I'm saving up. I've got forty-two pounds.",
    "The dog sleeps outside my door now. She chose me.",
    "I'm learning to do my own tablets. I've got the box with the days.",
    "I went to my cousin's wedding in a suit.",
    "I miss Mum. We looked at the pictures and it was all right.",
    "I'm doing the reading at the carol service.",
    "I want a lock on my door. Not because of anything. I just want one.",
    "I've got a new coat. It's waterproof, we tested it.",
    "Saturday I had a lie-in and nobody minded.",
    "I told the doctor myself. I'd written it on my hand.",
    "We had the neighbours round. I did the crisps.",
    "I don't want to go to the Tuesday group any more. I've told them.",
    "I've got a plant. It had one leaf and now it's got five.",
    "My sister came and saw my room. She said it's tidier than hers.",
    "I walked to the shop by myself and I came back by myself.",
    "It was my birthday. I had two cakes.",
    "I'm worried about my benefits letter. Can you read it with me?",
    "The swimming's shut till March. I'm not happy about that.",
    "We play cards after tea. I'm up eleven games.",
]
VISIT_SAW = [
    "{n} was relaxed and showed me round. Weight steady, appointments up to date.",
    "Good visit. {n} and {h} had been planning a day out together.",
    "{n} chose to talk in the garden. The dentist is booked for next month.",
    "Medicines record complete. {n} is taking more of it on, a step at a time.",
    "All well. We looked at the money book together and it agreed.",
    "{n} was tired after a cold. GP seen, nothing more needed.",
    "A happy house today: visitors, baking, and {n} in the middle of it.",
    "We talked about the art group. {n} will try the taster day.",
    "{n} spoke about missing an old friend. We will help to find {her} again.",
    "Quiet visit. {n} was busy with a jigsaw and wanted to get on with it.",
    "{n} has made a friend at the market and wanted to tell me all about it.",
    "The house is being painted and {n} has paint in {hers} hair. A good visit.",
    "{n} showed me the calendar: three things this week, all chosen by {her}.",
    "We read a letter together and answered it. {n} signed it.",
    "Walked to the park and back. {n} talked most of the way.",
    "{h} asked about mileage; {n} asked about Christmas. Both answered.",
]
VISIT_TO_DO = [
    "",
    "",
    "",
    "Ask the day centre about another day.",
    "Send the form for the bus pass.",
    "Ring the GP about the hearing test.",
    "Find out about the Thursday art group.",
]
REVIEW_WELL = [
    "{n} knows everybody on the street. Shopping alone on Saturdays now. Sleeping well.",
    "Much steadier this year. Sees family every fortnight. Joined the choir.",
    "Cooking twice a week, and a holiday that everyone still talks about.",
    "{n} speaks up more. Chose the colour of the room and painted it with {h}.",
    "Two days a week at the garden project. Paid work is the next idea.",
    "Health checks all done. {n} has lost the weight the GP asked about and feels better for it.",
    "They know each other's ways. {n} says this is {hers} family.",
    "A good year. {n} has been to the seaside twice and to a wedding.",
    "Walking every day. The nurse is pleased, and so is {n}.",
    "{n} is in touch with an old school friend again.",
    "Settled, busy, and part of the street. {n} minds next door's cat.",
    "{n} looks after {hers} own money for the week now, and has saved some.",
    "The garden is {hers}: tomatoes, beans, and a prize for the marrow.",
]
REVIEW_WORRY = [
    "",
    "",
    "Evenings can be long in winter.",
    "The bus is being cut to one an hour.",
    "Money for the day centre is under review at the council.",
    "{h} will need a break before the summer; we are planning it together.",
]
REVIEW_CHANGES = [
    "Officer to ask about the winter lunch club by the end of the month.",
    "{n} to have a mobile phone; {h} to show how, by Easter.",
    "Risk plan for travelling alone rewritten with {n}; try the bus with someone behind first.",
    "Officer to book two weekends of short breaks before the summer.",
    "{n} to choose new furniture for the room; officer to ask about a grant.",
    "Hearing aids to be looked at; {h} to ring by Friday.",
    "A key safe, so that {n} need not carry the key; {h} to fit it this month.",
]
TOOK_PART = [
    "{n}, {h}, the social worker and me",
    "{n}, {h} and me",
    "{n}, {n}'s sister, {h}, the social worker and me",
    "{n}, an advocate, {h} and me",
]
INTRODUCTION_SAID = {
    "yes": [
        "I liked it. They asked me things and waited.",
        "The dog sat on my foot. I want to go again.",
        "I had two helpings. I'd like to see the room with my things in it.",
        "It was nice. It wasn't too much.",
        "She's funny. I felt all right there.",
    ],
    "not_yet": [
        "I don't know yet. I'd like to go again without the social worker.",
        "It was a lot of new people. Maybe.",
    ],
    "no": ["They were kind but it's too far from everyone.", "No. It's too noisy for me.", "It didn't feel like mine."],
}
INTRODUCTION_CARER = {
    "yes": [
        "A lovely afternoon. We would be glad to have {her} again.",
        "{n} helped wash up without being asked. We got on.",
        "Easy company. The children asked when {n} is coming back.",
    ],
    "not_yet": [
        "We would like to know more about the nights first.",
        "Happy to go on. Another longer day would help us.",
    ],
    "no": ["We thought hard about it. We don't think we can give {her} what {she} needs.", "Not right for us, sadly."],
}
ABOUT_HOUSEHOLD = [
    "We are a noisy, friendly house with a big table. There is always somebody dropping in.",
    "It's just me and the garden. I like a slow start, a good walk and something on the stove.",
    "We've done this for years and we still learn. Our house is on the flat and near the shops.",
    "We love football, cooking and our grandchildren, who come on Sundays.",
    "A quiet house near the canal. Plenty of books, an old dog and a piano nobody plays well.",
    "We grow most of our vegetables. There is always a job for willing hands.",
    "I used to be a nurse. I like cards, quizzes and a bit of a laugh.",
    "Our home is Punjabi and English, with big family meals. Everyone is welcome at the gurdwara.",
    "We live above our old shop in the middle of town: buses at the door and friends in every street.",
    "We foster no more, but the house was too empty. We are early risers and churchgoers.",
    "Music, mostly. Somebody is usually singing, and somebody is usually asking them to stop.",
    "Two of us, three hens and a caravan by the sea from May to September.",
    "I drive, I knit, I shout at the rugby. I want to share my home with someone, not run a service.",
    "A calm house. We keep to times because it helps, and we say what we are going to do.",
    "Our son has grown up and gone and his room has the best view.",
    "Caribbean cooking, open door, loud laughing. Chapel on Sunday if you like, not if you don't.",
]
AWAY = ["A week with our daughter", "Our holiday, booked since spring", "A rest after an operation", "A family wedding"]
NOTES_PERSON = [
    "{n} rang to say the bus pass came. Very pleased.",
    "The sister rang: could visits be on a Monday from now on? Yes.",
    "Optician moved to the 14th; {h} will take {her}.",
    "{n}'s social worker has changed. New name and number asked for.",
    "Asked to have letters in bigger print. Done from today.",
    "{n} sent a postcard from the caravan. It is on the office wall.",
]
NOTES_HOUSEHOLD = [
    "Rang to ask about the heating grant. Sent the link.",
    "Would like to meet other carers nearby; told them about the Tuesday coffee morning.",
    "New boiler going in next week, a day without hot water. Everybody knows.",
    "Asked whether the mileage form has changed. It has; sent it.",
    "They could take somebody at short notice in the spring.",
]
NOTES_LOOKING = [
    "Rang {n}. Still keen, and would rather wait for the right home than be quick.",
    "Two households have read the profile. One would like to know about the nights.",
    "The social worker asks for news on Fridays. Rang; said what we are doing.",
]
MET = [
    "{n} knew why I had come and had questions ready. Wants to try a day first.",
    "{n} showed me the room, the photographs and the calendar. Family are in favour.",
    "Talked in the kitchen. {n} is clear about what would make a good home, and about what would not.",
    "{n} said little to begin with, then a lot. A smaller, quieter home would suit.",
]
MET_SAID = [
    "I'd like to go and look. Just look, first.",
    "Not too far from here. And somebody who doesn't mind me talking.",
    "Will they know I don't like peas?",
    "I want my own key and my own telly. The rest I'm easy.",
    "I've thought about it a lot. I'm ready, but slowly.",
    "Can my sister come with me the first time?",
    "I told you what I want. A proper home with people in it.",
    "I'm a bit scared. I still want to.",
]
# Why a manager shortlisted a household that a rule stood against, by the rule.
OVERRIDES = {
    "room": "The move out is agreed and comes before the start; they may meet meanwhile.",
    "limit": "The move out is agreed and comes before the start; they may meet meanwhile.",
    "checks": "The check is being renewed and will be back before the start.",
    "terms": "The panel looks at the terms before the start.",
    "distance": "They know about the distance and want to try.",
}
OVERRIDE = "They have known each other for years and both asked for this."


class Phrases:
    """Picks phrases: nobody hears one again before all the others have been used."""

    def __init__(self, dice):
        self.dice = dice
        self.decks = {}

    def pick(self, choices: list[str], *, whose: str = "", **names) -> str:
        """The next of these for somebody, filled in."""
        deck = self.decks.setdefault((id(choices), whose), [])
        if not deck:
            deck.extend(self.dice.sample(choices, len(choices)))
        text = deck.pop()
        if names:
            text = text.format(**names)
        return text[:1].upper() + text[1:]
