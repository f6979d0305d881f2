"""Invented names, addresses and telephone numbers. Nobody here exists; any likeness is chance.

Telephone numbers are from the ranges Ofcom keeps for drama (01632 960000-960999, 07700 900000-900999); postcodes from
`postcodes.py`; email addresses at example.org, which is reserved for examples (RFC 2606).
"""

from dataclasses import dataclass

from schemes.vocabulary import Gender


def listed(words: str) -> list[str]:
    """Words in a block, as a list."""
    return words.split()


WOMEN = listed("""
Abena Agnes Aisha Alice Amara Angela Anita Annie Ayesha Barbara Beata Bernadette Beverley Bridget Carol Catherine Ceri
Chloe Claire Cynthia Daisy Danuta Deborah Denise Dolores Donna Doreen Edith Eileen Ellie Emma Esther Farida Fatima
Fiona Freya Gemma Gwen Hannah Harpreet Hazel Heather Helen Ifeoma Imogen Iris Jackie Jade Jamila Janet Jean Jess Joan
Joy Julie Kamila Karen Kavita Kerry Kirsty Laura Leanne Linda Lorna Lucy Lydia Maggie Mandeep Marcia Margaret Marie
Marlene Mary Maureen Megan Meera Mercy Michelle Miriam Molly Nadia Naomi Natalie Nicola Nora Olive Pamela Patience
Pauline Peggy Precious Rachel Rita Rosa Rosalind Rosemary Ruth Sadia Sally Samina Sandra Shanice Sharon Sheila Shirley
Siobhan Sonia Stella Sunita Susan Sylvia Tamsin Tanya Teresa Tina Tracey Uma Valerie Vera Wanda Yasmin Yvonne Zainab
""")
MEN = listed("""
Abdul Adam Adrian Ahmed Alan Albert Alfie Andrew Anthony Arjun Arthur Barry Ben Bernard Bilal Brian Callum Carl Cedric
Charlie Christopher Clive Colin Craig Daniel Darren David Dean Dennis Derek Desmond Dilip Dominic Donald Douglas Dylan
Edward Elliot Eric Ernest Errol Femi Frank Fred Gareth Gary Geoffrey George Gerald Glen Gordon Graham Gurdeep Harold
Harry Howard Hugh Ian Imran Ivan Jack Jacob Jake James Jason Jeremy Jermaine Jim John Joseph Josh Kashif Keith Kenneth
Kevin Kofi Kyle Lee Leon Leonard Leroy Liam Lloyd Luke Malcolm Marcus Mark Martin Matthew Maurice Melvin Michael Mohan
Nathan Neil Nigel Norman Oliver Omar Oscar Patrick Paul Peter Philip Rajesh Ralph Rashid Raymond Reece Richard Robert
Roger Ronald Roy Ryan Samuel Sanjay Scott Sean Sidney Simon Stanley Stephen Stuart Terence Tomasz Tony Trevor Usman
Victor Vincent Walter Wayne William Winston Yusuf Zac
""")
FAMILIES = listed("""
Abbott Achebe Adair Adeyemi Ainsworth Akhtar Allardyce Amoah Appleyard Arkwright Asante Atwell Baig Bains Bamford
Bannister Barlow Beckford Begum Bellamy Bhatt Birtwell Blackwood Boateng Bosworth Braithwaite Bridger Broomfield
Burrows Calloway Cartwright Chaudhry Chowdhury Clegg Clement Coker Collins Copley Coulson Crabtree Crossley Cutler
Danso Dawkins Deane Dhillon Doyle Draycott Dunmore Ebanks Eccles Edusei Elsworth Entwistle Fairley Farrant Fenwick
Fernandes Flint Foley Forde Garside Gathercole Ghosh Gill Goodall Grabowska Grantham Greenhalgh Haddow Halloran Harker
Hartley Hassan Haworth Henshaw Holdsworth Hussain Iqbal Irving Jarrett Jessop Joshi Kaminska Kapoor Kaur Kellaway
Kenning Khatun Kilbride Kowalska Lacey Lamb Larkin Leadbetter Lindo Lockwood Lomax Mahmood Makepeace Malik Marsden
Mbeki Mehta Merriweather Mistry Moffat Morley Mulligan Munro Naylor Ndlovu Nesbitt Norcross Nowak Nwosu Oduya Okafor
Okoro Oldroyd Onyango Ormerod Osborne Owusu Pargeter Parmar Patel Pemberton Penrose Pickles Pinnock Platt Pollard
Quarshie Quigley Radcliffe Rahman Ramsbottom Rana Redfern Rigby Rowbotham Sahota Salter Sandhu Seddon Sharples
Shepherd Siddiqui Skelton Sohal Spurling Stannard Sutcliffe Sykes Tattersall Thackray Thorley Tinsley Tolley
Tranter Tulloch Underhill Uddin Varley Wadsworth Walcott Warburton Wareham Weatherall Whitlock Wilkes Winstanley
Wojcik Woodhead Yeboah Zaman
""")
STREETS = listed("""
Orchard_Row Mill_Lane Church_Walk The_Crescent Station_Road Long_Row Chestnut_Close Weavers_Court Bramble_Way
Quarry_Hill Pound_Lane Fairfield_Avenue Blacksmith's_Yard Swallow_Drive Hawthorn_Gardens Tanners_Row Coronation_Terrace
Lark_Rise Nursery_Road Priory_Street Canal_Side Beech_Grove Windmill_Hill Elm_Tree_Close School_Lane Rectory_Gardens
""")
PLACES = {
    "vale": ["Overbrook", "Nether Marling", "Stanbury", "Little Hasden", "Wickmoor", "Ashcombe End", "Middle Tarrow"],
    "cherwell": ["Nortonbridge", "Upper Sibling", "Hanley Mill", "Croxwell"],
    "kennet": ["Speenham Green", "Chilverton", "Lower Kemble", "Hungerleigh"],
}


@dataclass(frozen=True)
class Named:
    """An invented human being's name, with the gender the name was drawn for."""

    first: str
    family: str
    gender: str

    @property
    def full(self) -> str:
        return f"{self.first} {self.family}"

    @property
    def email(self) -> str:
        return f"{self.first}.{self.family}@example.org".lower()


class Names:
    """Gives out names and numbers, each once, in an order the dice decide."""

    def __init__(self, dice, taken=()):
        self.dice = dice
        self.given = set(taken)
        self.landlines = dice.sample(range(100, 1000), 900)
        self.mobiles = dice.sample(range(100, 1000), 900)
        self.lines_used = 0

    def somebody(self, gender: str | None = None, family: str | None = None) -> Named:
        """A name nobody has yet."""
        gender = gender or self.dice.choice([Gender.WOMAN, Gender.MAN])
        while True:
            first = self.dice.choice(WOMEN if gender == Gender.WOMAN else MEN)
            named = Named(first, family or self.dice.choice(FAMILIES), gender)
            if named.full not in self.given:
                self.given.add(named.full)
                return named

    def phone(self, *, mobile: bool = True) -> str:
        """A number that rings nowhere. There are fewer than people, so later ones come round again."""
        self.lines_used += 1
        numbers = self.mobiles if mobile else self.landlines
        number = numbers[self.lines_used % len(numbers)]
        return f"07700 900{number}" if mobile else f"01632 960{number}"

    def address(self, scheme: str) -> str:
        """A house in a village that is on no map."""
        street = self.dice.choice(STREETS).replace("_", " ")
        return f"{self.dice.randint(1, 88)} {street}, {self.dice.choice(PLACES[scheme])}"
