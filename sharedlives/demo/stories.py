"""Stories planted in the demonstration, each for one hard rule. Numbers as in the list of stories of the field notes.

1. A lapsed DBS warns loudly and ends nobody's home: Maureen Tolley's ran out twelve days ago, by the scheme's own rule.
   Dilip Rana has lived with her for nine years and is settled. In matching she is ruled out for anyone new.
2. The third place is the last: Colin Barlow and Rashid Siddiqui live with Peter and Shola Adeyemi, and Annie Whitlock
   comes for the weekend. Planning the same weekend for Gloria Tulloch is refused, with the reason.
3. Checks belong to each of a couple: Desmond Carrow's medication training ran out three weeks ago, Yvonne Carrow's is
   in date. One household, one approval; the matrix of checks tells the two of them apart.
4. Two, where the law says three: the terms of Ngozi and Bart Hartwell are for two, as this scheme begins with all.
   They ask for a third; it is on next week's panel. The scheme's own rule stays three, so panel may say yes.
6. Approved for one person only: Lorraine Mayhew fosters Kieran Stott, who is 17 years and 3 months old. The referral
   came late. Her terms name him and nobody else; in matching she is ruled out for anyone else.
7. Either can stop, without blame: Marcus Bellamy said no after a good night at Hazel Fenwick's; she had said yes.
   We look again.
8. Needed tonight: Iris Coulson went to Bernadette Halloran's without introductions. The manager wrote down why;
   the plan was made afterwards.
9. An appeal is heard afresh: panel ended Clifford Penhale's approval, Dot Ferriby having declared an interest and left
   the room. He appealed; three who did not sit the first time hear it next week. Nothing ends while it is heard.
12. Retiring with notice: Olwen Prosser is 71. Stan Birkett has lived with her for 18 years and Tina Rawlings for six.
   Approval ends on a day; their homes end by nothing but a new one, together, which is being looked for: a new
   referral for each of them, in the record they have.
15. Approved in two days: Rosa Tennant went to hospital, and Gwyn Tennant became a support carer. The manager wrote down
   why panel was not asked, and let one course wait. Panel looks at it next week.
"""

from datetime import date, timedelta

from schemes.vocabulary import ArrangementType, CheckKind, YesNo
from sharedlives.demo.homes import BREAKS, LIVE_IN
from sharedlives.demo.lives import Life
from sharedlives.demo.names import Named
from sharedlives.demo.stories_of_carers import NAMES, StoriesOfCarers

TAKEN = NAMES | {
    "Maureen Tolley", "Dilip Rana", "Peter Adeyemi", "Shola Adeyemi", "Colin Barlow", "Rashid Siddiqui",
    "Annie Whitlock", "Gloria Tulloch", "Marcus Bellamy", "Hazel Fenwick", "Iris Coulson", "Bernadette Halloran",
}  # fmt: skip


def coming_friday(today: date) -> date:
    """The first day of the coming weekend: the next Friday after today."""
    return today + timedelta(days=1 + (3 - today.weekday()) % 7)


class Stories:
    """Plants the stories into what was drawn for the medium scheme."""

    def __init__(self, book, drawn):
        self.book, self.drawn, self.dice = book, drawn, book.dice
        self.today = book.today

    def plant(self) -> None:
        self.settled_with_a_lapsed_check()
        self.third_place()
        self.stopped_without_blame()
        self.needed_tonight()
        StoriesOfCarers(self).plant()

    def home(self, story: int):
        """The household that was drawn for this story."""
        return next(home for home in self.drawn.homes if home.story == story)

    def rename(self, home, carers: list[Named], name: str) -> None:
        """These carers live here; everything else about the home stays as drawn."""
        others = [member for member in home.members if member["role"] != "carer"]
        kept = [member for member in home.members if member["role"] == "carer"]
        for member, named in zip(kept, carers, strict=True):
            member |= {"full_name": named.full, "gender": named.gender, "email": named.email}
        for member in others:
            member["full_name"] = f"{member['full_name'].split()[0]} {carers[0].family}"
        home.members, home.name = kept + others, name
        home.officer = self.book.team.officers[0]

    def years(self, number: float) -> date:
        return self.today - timedelta(days=int(number * 365.25))

    def live(self, life: Life, named: Named, years: float, age: int, words: dict) -> None:
        life.starts_on, life.story = self.years(years), 0
        life.human = self.drawn.human(named=named, born=self.years(age + 0.4), words=words)
        life.home.joined_on = min(life.home.joined_on, life.starts_on - timedelta(days=200))

    # --- the stories --------------------------------------------------------------------------------------------------

    def settled_with_a_lapsed_check(self) -> None:
        home = self.home(1)
        self.rename(home, [Named("Maureen", "Tolley", "woman")], "M Tolley")
        home.members[0]["date_of_birth"] = self.years(63.2)
        home.expiries[0, CheckKind.DBS] = self.today - timedelta(days=12)
        words = {
            "matters": "Maureen, my budgie, and the cricket. This is my home. I've been here nine years.",
            "good_day": "Toast, the paper round to Mr Gill, cricket on, Maureen's dal the way I showed her.",
            "hopes": "To stop here. I told the lady, write that down: I'm stopping here.",
            "said_how": "His own words, at the kitchen table",
        }
        self.live(home.lives[0], Named("Dilip", "Rana", "man"), 9.1, 57, words)
        dilip = home.lives[0]
        dilip.next_visit, dilip.next_review = 23, 210
        dilip.last_said = "I've told Maureen and now I'm telling you: I'm stopping here."

    def third_place(self) -> None:
        home = self.home(2)
        carers = [Named("Peter", "Adeyemi", "man"), Named("Shola", "Adeyemi", "woman")]
        self.rename(home, carers, "P and S Adeyemi")
        home.rooms = home.limit = 3
        home.types = [LIVE_IN.value, BREAKS.value]
        colin, rashid = home.lives
        self.live(colin, Named("Colin", "Barlow", "man"), 6.3, 52, self.book.voices.words(52, "Tess"))
        self.live(rashid, Named("Rashid", "Siddiqui", "man"), 3.4, 34, self.book.voices.words(34, "Nazia"))
        friday = coming_friday(self.today)
        annie, gloria = Named("Annie", "Whitlock", "woman"), Named("Gloria", "Tulloch", "woman")
        for named, from_on in ((annie, friday), (gloria, friday + timedelta(days=7))):
            guest = self.guest()
            guest.home.lives.remove(guest)
            guest.home, guest.story = home, 2
            home.lives.append(guest)
            age = 46 if named.first == "Annie" else 61
            guest.human = self.drawn.human(named=named, born=self.years(age), words=self.book.voices.words(age, "Bea"))
            guest.starts_on = max(guest.starts_on, home.joined_on + timedelta(days=60))
            planned = self.book.diary.working_day(self.today - timedelta(days=16 if named.first == "Annie" else 5))
            self.book.later.append((planned, self.book.lives.plan_break, (guest, from_on, 3)))
        text = (
            f"Gloria asked for the weekend of {friday:%-d %B} too. Colin, Rashid and Annie make three, and three is "
            "the limit. Offered the weekend after; she is happy with that."
        )
        on = self.book.diary.working_day(self.today - timedelta(days=5))
        self.book.later.append((on, self.book.homes.note, (home, text, on)))

    def guest(self) -> Life:
        """A short-breaks arrangement that can be theirs: one of two with the same household, not a new one."""
        for home in self.drawn.homes:
            guests = [life for life in home.lives if life.type == ArrangementType.SHORT_BREAKS and not life.ending]
            if home.kind == "breaks" and not home.story and len(guests) > 1 and not guests[-1].asked:
                return guests[-1]
        raise LookupError("No short breaks were drawn that can be somebody's in the story.")

    def stopped_without_blame(self) -> None:
        home = self.home(7)
        self.rename(home, [Named("Hazel", "Fenwick", "woman")], "H Fenwick")
        home.joined_on = min(home.joined_on, self.today - timedelta(days=120))
        home.facts |= {
            "garden": (YesNo.YES, "long, with apple trees"),
            "quiet": (YesNo.YES, ""),
            "welcomes_men": (YesNo.YES, ""),
        }
        words = {
            "matters": "My brother Leon and our Sunday football. He lives four streets away and I walk there.",
            "good_day": "Football, then Leon's for his tea, then home before it's dark.",
            "hopes": "A family house, not a flat. But I have to be able to walk to Leon's.",
            "said_how": "In his own words, over a cup of tea",
        }
        human = self.drawn.human(named=Named("Marcus", "Bellamy", "man"), born=self.years(31.2), words=words)
        human.smokes = "no"
        self.book.inbox.marcus(human, home)

    def needed_tonight(self) -> None:
        home = self.home(8)
        self.rename(home, [Named("Bernadette", "Halloran", "woman")], "B Halloran")
        home.rooms, home.limit = max(home.rooms, 3), max(home.limit, 3)
        home.facts["welcomes_women"] = (YesNo.YES, "")
        words = {
            "matters": "Mum went in the ambulance and I couldn't stop in the house on my own.",
            "good_day": "The library, my friend Jean, and fish on a Friday.",
            "hopes": "For Mum to get better. I like Bernadette. I didn't think I would sleep but I did.",
            "said_how": "Her own words, the day after",
        }
        human = self.drawn.human(named=Named("Iris", "Coulson", "woman"), born=self.years(54.3), words=words)
        human.smokes = "no"
        self.book.inbox.iris(human, home)
