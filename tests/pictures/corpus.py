"""corpus.py FOLDER [DOCUMENTS [ACTORS [SEED]]]: a corpus as large as archives are, the same for the same seed.

Few speak often and most hardly ever (Zipf): actors are states, bodies of them and people of these, some with no side at
all. A document holds three to six attributions of claims from a common stock, so that claims are accused, denied, doubted and
relayed across documents; agreements have parties, and are praised or called dead.
"""

import bisect
import datetime
import itertools
import os
import random
import sys

from brat import Document, Entry, write_authority, write_documents

BLAME = {
    "Attack": "attacked",
    "Hack": "hacked",
    "Interfere": "interfered in the affairs of",
    "Leak": "leaked the papers of",
    "Undermine": "undermined",
    "Threaten": "threatened",
    "Influence": "influenced",
    "Harm": "harmed",
}
CONDUCT = {
    "Support": "supported",
    "Meet": "met",
    "Inform": "informed",
    "Help": "helped",
    "Sanction": "sanctioned",
    "Request": "asked",
    "Warn": "warned",
    "Coordinate": "coordinated with",
}
USE = {
    "Sign": "signed",
    "Revoke": "revoked",
    "Use": "used",
    "Support": "supported",
    "Oppose": "opposed",
    "Resume": "resumed",
}
CUES = {
    "Statement": "said",
    "Assessment": "concluded",
    "Prediction": "predicted",
    "Proposal": "proposed",
    "Acknowledgement": "admitted",
    "Commitment": "promised",
    "Warning": "warned",
    "Question": "asked",
}
SYLLABLES = "ka ro mi ten sul var den lo pri ash bel gor nu sta fe lin dor vek ora tim hal zen mur pal".split()
CYRILLIC = "ка ро ми тен сул вар ден ло при аш бел гор ну ста фе лин дор век ора тим".split()
OTHER_SCRIPTS = ["محمد الكاتب", "李明华", "안정호", "Ἑλένη Δούκα", "שרה לוי", "สมชาย ใจดี"]
TOPICS = [
    "trade in grain",
    "open skies",
    "fisheries",
    "data sharing",
    "border crossings",
    "railways",
    "rivers",
    "air traffic",
]


class Zipf:
    """Picks from a list: the k-th with weight 1/k."""

    def __init__(self, items):
        self.items = items
        self.sums = list(itertools.accumulate(1 / (k + 1) for k in range(len(items))))

    def pick(self, dice):
        return self.items[min(len(self.items) - 1, bisect.bisect(self.sums, dice.random() * self.sums[-1]))]


def shuffled(dice, items):
    copy = list(items)
    dice.shuffle(copy)
    return copy


def name_of(dice, number):
    """A name that no other actor has: the number decides the last word."""
    if number % 97 == 50:
        return "%s %d" % (OTHER_SCRIPTS[number // 97 % len(OTHER_SCRIPTS)], number)
    of = CYRILLIC if number % 11 == 0 else SYLLABLES
    first = "".join(dice.choice(of) for _ in range(2)).capitalize()
    digits = [of[7919 * number // len(of) ** k % len(of)] for k in range(3)]
    return "%s %s" % (first, "".join(digits).capitalize())


def make_actors(dice, count):
    states = max(2, count // 170)
    bodies = max(4, count // 10)
    actors = []
    for i in range(count):
        key, name = "actor-%04d" % i, name_of(dice, i)
        if i < states:
            actors.append(Entry(key, "State", name.split()[-1], side=key, tag=name.split()[-1][:2].upper()))
        elif i < states + bodies:
            kind = dice.choice(["Ministry", "Agency", "Office", "Council", "Institute"])
            side = {} if dice.random() < 0.15 else {"side": dice.choice(actors[:states]).name}
            actors.append(Entry(key, "Organization", "%s of %s" % (kind, name), **side))
        elif dice.random() < 0.12:
            actors.append(Entry(key, "Person", name))
        else:
            body = dice.choice(actors[states : states + bodies])
            side = {"side": body.more["side"]} if "side" in body.more else {}
            actors.append(Entry(key, "Person", name, body=body.name, **side))
    return actors


def make_claims(dice, actors, agreements, count):
    """(type, verb, subject, object): what attributions are about, the same one in many documents."""
    accused, others = Zipf(shuffled(dice, actors)), Zipf(shuffled(dice, actors))
    claims = []
    while len(claims) < count:
        kind = dice.random()
        verbs = BLAME if kind < 0.5 else CONDUCT if kind < 0.8 else USE
        verb = dice.choice(sorted(verbs))
        about = dice.choice(agreements) if verbs is USE else others.pick(dice)
        subject = accused.pick(dice)
        if subject is not about or dice.random() < 0.1:
            claims.append((verb, verbs[verb], subject, about))
    return claims


class Writer:
    """Puts attributions into one document after the other."""

    def __init__(self, dice, actors, agreements, claims):
        self.dice, self.agreements = dice, agreements
        self.speakers, self.claims = Zipf(shuffled(dice, actors)), Zipf(claims)

    def claim(self, doc, claim):
        """The clause; gives its event and the span of its words."""
        verb, word, subject, about = claim
        begin = doc.length
        who = doc.mention(subject)
        doc.say(" ")
        trigger = doc.mark(verb, word)
        doc.say(" ")
        whom = doc.mention(about)
        passage = doc.cover("Passage", begin)
        event = doc.event(verb, trigger, [("Subject", who), ("Object", whom)])
        if self.dice.random() < 0.15:
            doc.attribute("Certainty", event, self.dice.choice(["Probable", "Possible"]))
        return event, passage, who

    def attribution(self, doc, year):
        dice = self.dice
        claim = self.claims.pick(dice)
        blames = claim[0] in BLAME
        kind = (
            dice.choice(["Accusation"] * 5 + ["Denial"] * 3 + ["Question", "Statement"])
            if blames
            else dice.choice(sorted(CUES))
        )
        if dice.random() < 0.12:
            return self.narration(doc, claim)
        speaker = claim[2] if kind == "Denial" and dice.random() < 0.5 else self.speakers.pick(dice)
        roles, relay = [], None
        if dice.random() < 0.1:
            relay = doc.mention(self.speakers.pick(dice))
            doc.say(" ")
            relay = (relay, doc.mark("Report", "reported"))
            doc.say(" that ")
        roles.append(("Source", doc.mention(speaker)))
        doc.say(" ")
        cue = doc.mark(kind, {"Accusation": "charged", "Denial": "denied"}.get(kind) or CUES[kind])
        doc.say(" ")
        if dice.random() < 0.4:
            doc.say("in ")
            roles.append(("Time", doc.time(str(year), str(year))))
            doc.say(" ")
        doc.say("whether " if kind == "Question" else "that ")
        event, passage, subject = self.claim(doc, claim)
        roles += [("Content", event), ("Passage", passage)]
        if kind == "Accusation":
            roles.append(("Accused", subject))
        said = doc.event(kind, cue, roles)
        if relay:
            doc.event("Report", relay[1], [("Source", relay[0]), ("Content", said)])
        doc.say(".\n")

    def narration(self, doc, claim):
        event, passage, _ = self.claim(doc, claim)
        trigger = doc.spans[int(passage[1:]) - 3].split("\t")[1].split()
        begin, end = int(trigger[1]), int(trigger[2])
        doc.spans.append("T%d\tNarration %d %d\t%s" % (len(doc.spans) + 1, begin, end, "".join(doc.parts)[begin:end]))
        doc.event("Narration", "T%d" % len(doc.spans), [("Content", event), ("Passage", passage)])
        doc.say(".\n")

    def parties(self, doc):
        """A sentence that names two parties of an agreement."""
        agreement = self.dice.choice(self.agreements)
        span = doc.mention(agreement)
        for word in (" binds ", " and "):
            doc.say(word)
            doc.relation("Party", span, doc.mention(self.speakers.pick(self.dice)))
        doc.say(".\n")

    def document(self, year):
        doc = Document()
        for _ in range(self.dice.randint(3, 6)):
            self.attribution(doc, year)
        if self.dice.random() < 0.1:
            self.parties(doc)
        return doc


def main(folder, count=10000, actor_count=2000, seed=1):
    os.makedirs(folder, exist_ok=True)
    dice = random.Random(seed)
    actors = make_actors(dice, actor_count)
    agreements = [
        Entry("agreement-%02d" % i, "Agreement", "Agreement on %s of %d" % (TOPICS[i % len(TOPICS)], 1995 + i // 2))
        for i in range(40)
    ]
    writer = Writer(dice, actors, agreements, make_claims(dice, actors, agreements, max(50, count // 4)))
    publishers = [a for a in actors if a.kind == "Organization"][:30]
    listed = []
    for i in range(count):
        date = datetime.date(2000, 1, 1) + datetime.timedelta(days=dice.randrange(8000))
        writer.document(date.year).write(os.path.join(folder, "d%05d" % i))
        listed.append(
            ("d%05d" % i, "Dispatch %d" % i, dice.choice(publishers).name if dice.random() < 0.6 else None, date)
        )
    write_authority(folder, "big", actors + agreements)
    write_documents(folder, "big", "A made corpus of %d documents" % count, listed)


if __name__ == "__main__":
    main(sys.argv[1], *(int(a) for a in sys.argv[2:]))
