"""What carers, applicants, referees and panel say and write in the demonstration. All invented.

`{h}` are the carers' first names.
"""

# --- the years after approval -----------------------------------------------------------------------------------------

REVIEW_SAID = [
    "It has been a good year. We laughed a lot, and we slept less than we used to.",
    "We would like a call now and then when nothing is wrong, too.",
    "The breaks help. We took two weeks in June and came back glad to be home.",
    "I did not know how much I would learn about football.",
    "The forms for the benefits took three months. Everything else was fine.",
    "We are proud of what we did together this year, all of us.",
    "It was harder after my mother died. You rang, and that counted.",
    "More training in the evening, please. Mondays at ten are no use to us.",
]
REVIEW_SUM = [
    "A settled year. Training in date, records well kept, breaks used.",
    "A busy year with a new start in it. They asked for help early, and used it.",
    "Steady and warm. They would like to meet other carers more often.",
    "A hard spring and a good summer. The plan for breaks was changed, and it works.",
]
VISIT_SAID = [
    "You find us as we are. Mind the paint.",
    "We were just about to have tea. Sit down.",
    "All well. The boiler was serviced last week.",
    "Good that you came. I wanted to show you the garden.",
]
VISIT_SEEN = [
    "Everybody at home and at ease. Medicines locked away, money book agreed.",
    "House warm and clean, lunch being made together. Nothing to follow up.",
    "Fire exits clear, alarms tested while I was there. A calm afternoon.",
    "The back step is loose; they will mend it this month. Otherwise all well.",
]
PROFILE = {
    "hello": [
        "Hello, we are {h}. We have lived here a long time and we like company.",
        "Hello from {h}. The kettle is always on and the door is mostly open.",
        "We are {h}. We are not fancy. We are good at ordinary days.",
    ],
    "home": [
        "A brick house with a garden at the back. Your room looks out over it.",
        "A terraced house, warm, with a bathroom upstairs and a shower down.",
        "A bungalow on a quiet road. No stairs at all. The bus stops at the corner.",
    ],
    "week": [
        "Market on Thursday, swimming on Saturday, a proper roast on Sunday.",
        "We both get up early. Work in the morning, walks after tea, quiz on Friday.",
        "No two weeks are the same. There is always a Sunday lunch.",
    ],
    "enjoy": [
        "Gardening, cards, and singing in the car.",
        "Football on the radio, baking, and the allotment.",
        "Walking, old films, and doing nothing together.",
    ],
    "hope": [
        "Somebody who likes a chat, and likes peace as well.",
        "Anybody who would like to be part of a family and still shut their own door.",
        "Somebody with their own plans. We help with the rest.",
    ],
}
NOTICE = [
    "They have done this for many years and want to see their grandchildren grow up.",
    "Their own parents need them now. They talked it over with everybody at home first.",
    "They move to the coast to be near their daughter.",
]

# --- people who ask to become carers ----------------------------------------------------------------------------------

WHY_US = [
    "My aunt had somebody living with her for twenty years. I grew up with him. I want my children to have that.",
    "The children have gone and the house is too quiet.",
    "I worked in a day centre for eleven years and there was never time to sit down with anybody.",
    "We foster, and one of ours turns eighteen. We do not want to stop being there.",
    "I retire in spring and I am not one for cruises.",
    "My brother has Down's syndrome. I know what a good home did for him.",
    "A neighbour does it. I see them at the market together every week.",
    "I would like work that is at home and that matters.",
]
REACH = ["After six in the evening", "Mornings", "Text first, please", "Any time", ""]
FIRST_TALK = [
    "Talked for half an hour about a usual week, payment and checks. They have a room and time. Wants to go on.",
    "Explained who lives in Shared Lives homes and how matching goes. Good questions about breaks.",
    "They asked about pets and about their grandson's visits. Both are fine. I sent the booklet.",
    "We talked about what changes at home. They will talk it over together and ring on Monday.",
]
APPLICANT_SAID = [
    "We would rather know everything now than be surprised later.",
    "What happens if we do not get on?",
    "I have never done this as a job. I have done it for my mum.",
    "Nobody told me you could choose who comes to live with you.",
]
KEPT_IN_TOUCH = [
    "Rang to say where it stands: we wait for one reference. They had not expected it to be quick.",
    "Told them when panel meets and who sits there. They are nervous, and looking forward.",
    "A word between two visits. The room is painted; the lock comes next week.",
]
ASSESSED = [
    ("home", "Saw the whole house and the garden. Talked about daily life, money and who visits."),
    ("interview", "Life so far, work, and what they learned when it was hard."),
    ("lived", "Reg asked the questions he would want answered before moving in. They liked each other."),
    ("second", "A second pair of eyes: safety, the room, and what the neighbours are like."),
]
REPORT = {
    "summary": "{h} have a warm home, a spare room, and time. They know what they can do and what they cannot.",
    "why": "They told us why in their own words, and it was the same story each time we came.",
    "home": "Two floors, one spare room, bathroom next to it. Gas and alarms checked. The garden gate has a new lock.",
    "skills": "Good with routine, with cooking, and with people who need time. They want to learn about epilepsy.",
    "recommendation": "We recommend approval for one person, live-in, with a first year of monthly visits.",
}
COMMENT = [
    "It is us, that is how we are. You spelled our road wrong.",
    "It was strange to read about myself. It is fair.",
    "Mostly right. I left school at fifteen, not at sixteen.",
]
SECTIONS = {
    "why": {
        "why": "It is in the letter I wrote you. A house is for people.",
        "hopes": "That somebody is glad to live here.",
    },
    "home": {"rooms": "One spare room, eleven square metres, with a window to the garden."},
}
REFERENCE = {
    "known": "We worked together for nine years and have been friends for longer.",
    "strengths": "Patient. When my father was ill they sat with him every Tuesday, and never made a thing of it.",
    "worries": "no",
    "loved": "yes",
    "loved_words": "I would sleep well.",
}
WORRIED_REFERENCE = REFERENCE | {
    "worries": "yes",
    "worries_words": "They take too much on. Somebody should make sure that they take their breaks.",
}
PANEL_SAID = [
    "Panel heard from the assessor and from the applicants. Asked about breaks, about visitors, and about a bad day.",
    "The applicants came in person. Panel asked who they ring at two in the morning, and liked the answer.",
    "Panel went through the report. The member with lived experience asked who decides what is for tea.",
]
PANEL_REASONS = [
    "A warm and honest household, well supported, that knows its limits.",
    "Good references, a home that is ready, and a clear wish to learn.",
    "They have done this for a member of their family, and reflect well on it.",
]
CONDITIONS = "Finish the medication course before anybody moves in."
DEFERRED = "Panel liked them, and wants to hear from their adult son, who lives at home and was away for both visits."
NOT_APPROVED = "Nobody would be at home four nights of the week, and the plan for those nights was not one yet."
MEETING_MINUTES = "Apologies and declarations were taken. Everybody had read the papers. The next day was agreed."
YEAR_SAID = "Panel read the first-year review and what the people who live there said. Nothing stood out but kindness."
TERMS_SAID = "Panel talked about the change and about who lives there now."
CONCERN_SAID = "Panel heard what had happened, what the household did about it, and what the people there said."
