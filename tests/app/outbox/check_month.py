#!/usr/bin/env python3
"""Checks a log of sent mails against the rules, without any of the program's code.

check_month.py RULES.json LOG.csv LEAST CHOICES.csv: prints each violation and exits with 1 when there is one. LEAST is how many
mails must have left, so that an empty log does not pass. CHOICES lists each approval in its order, with the mailbox the
mail leaves from and those there were to choose from. Times and zones are those of Python's zoneinfo; places,
holidays and the reading of the rules are written down here once more on purpose.
"""
import csv
import json
import sys
from collections import defaultdict
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

# Where the test's people live.
ZONES = {
    "Gdynia": "Europe/Warsaw", "Hamburg": "Europe/Berlin", "London": "Europe/London", "Lisbon": "Europe/Lisbon",
    "Athens": "Europe/Athens", "New York": "America/New_York", "Chicago": "America/Chicago",
    "Phoenix": "America/Phoenix", "San Francisco": "America/Los_Angeles", "Toronto": "America/Toronto",
    "Sao Paulo": "America/Sao_Paulo", "Santiago": "America/Santiago", "Sydney": "Australia/Sydney",
    "Auckland": "Pacific/Auckland", "Tokyo": "Asia/Tokyo", "Mumbai": "Asia/Kolkata", "Dubai": "Asia/Dubai",
    "Johannesburg": "Africa/Johannesburg",
}
# Public holidays of March 2027 in their countries. Easter Sunday is the 28th.
HOLIDAYS = {
    "Poland": ["2027-03-29"], "Germany": ["2027-03-26", "2027-03-29"],
    "United Kingdom": ["2027-03-26", "2027-03-29"], "Portugal": ["2027-03-26"], "Canada": ["2027-03-26"],
}
# Countries of which the program knows no holidays, or that have none in March.
WITHOUT = {"Greece", "United States", "Brazil", "Chile", "Australia", "New Zealand", "Japan", "India",
           "United Arab Emirates", "South Africa"}


class Mail:
    def __init__(self, row):
        self.at = datetime.fromtimestamp(int(row["at"]) / 1000, timezone.utc)
        self.due = datetime.fromtimestamp(int(row["due"]) / 1000, timezone.utc)
        self.mailbox = row["mailbox"]
        self.to = row["to"]
        self.company = row["company"]
        self.follow_up = row["follow_up"] == "1"
        self.left = row["left"] == "1"
        self.city = row["city"]
        self.country = row["country"]
        if self.country not in HOLIDAYS and self.country not in WITHOUT:
            raise SystemExit(f"the checker does not know {self.country}")

    def __str__(self):
        return f"{self.at.isoformat()} {self.mailbox} -> {self.to} ({self.city})"


def minutes(local):
    return local.hour * 60 + local.minute


class Choice:
    def __init__(self, row):
        self.at = datetime.fromtimestamp(int(row["at"]) / 1000, timezone.utc)
        self.to = row["to"]
        self.follow_up = row["follow_up"] == "1"
        self.mailbox = row["mailbox"]
        self.among = row["among"].split(" ")

    def __str__(self):
        return f"{self.at.isoformat()} {self.mailbox} -> {self.to}"


class Checker:
    def __init__(self, rules, mails, choices):
        self.choices = choices
        self.rules = rules["mailboxes"]
        self.closed = {date.fromisoformat(day) for day in rules["closed"]}
        self.mails = mails
        self.problems = []

    def report(self, kind, mail, text):
        self.problems.append(f"{kind}: {mail}: {text}")

    def window_zone(self, mail, rule):
        return ZoneInfo(ZONES[mail.city] if rule["clock"] == "recipient" else rule["zone"])

    def is_open(self, mail, rule, at):
        local = at.astimezone(self.window_zone(mail, rule))
        window = rule["windows"][local.weekday()]
        if window is None or not window[0] <= minutes(local) < window[1]:
            return "window"
        day = local.date()
        if day in self.closed or day.isoformat() in HOLIDAYS.get(mail.country, []):
            return "holiday"
        return ""

    def own_day(self, at, rule):
        return at.astimezone(ZoneInfo(rule["zone"])).date()

    def run(self):
        by_mailbox = defaultdict(list)
        for mail in sorted(self.mails, key=lambda mail: mail.at):
            by_mailbox[mail.mailbox].append(mail)
        for name, mails in by_mailbox.items():
            rule = self.rules[name]
            self.hours(mails, rule)
            self.gaps(mails, rule)
            left = [mail for mail in mails if mail.left]
            self.limits(left, rule)
            self.order(left, rule)
        self.companies()
        self.people()
        self.rotation()
        return self.problems

    def limit_on(self, day, rule, days_with_mail):
        if not rule["ramp"]:
            return rule["day"]
        since = date.fromisoformat(rule["ramp"]["since"])
        before = sum(1 for sent in days_with_mail if since <= sent < day)
        return min(rule["day"], rule["ramp"]["start"] + rule["ramp"]["step"] * before)

    def rotation(self):
        """Of several mailboxes a first mail leaves from the one with the most left of its day at its approval; when none
        has anything left, from the one whose mails fill the fewest of its days."""
        left_at = {(mail.to, mail.follow_up): mail.at for mail in self.mails if mail.left}
        several = 0
        for index, choice in enumerate(self.choices):
            if len(choice.among) < 2 or choice.follow_up:
                continue
            several += 1
            state = {}
            for name in choice.among:
                rule = self.rules[name]
                day = self.own_day(choice.at, rule)
                sent = [mail.at for mail in self.mails if mail.left and mail.mailbox == name and mail.at < choice.at]
                today = sum(1 for at in sent if self.own_day(at, rule) == day)
                waiting = sum(1 for other in self.choices[:index] if other.mailbox == name
                              and left_at.get((other.to, other.follow_up), choice.at) >= choice.at)
                limit = self.limit_on(day, rule, {self.own_day(at, rule) for at in sent})
                state[name] = (limit - today - waiting, (today + waiting) / limit)
            most = max(left for left, _ in state.values())
            left, load = state[choice.mailbox]
            if (left < most) if most > 0 else (load > min(other for _, other in state.values())):
                self.report("rotation", choice, f"{state}")
        if self.choices and not several:
            self.problems.append("rotation: there was nothing to choose between")

    def hours(self, mails, rule):
        for mail in mails:
            closed = self.is_open(mail, rule, mail.at)
            if closed:
                local = mail.at.astimezone(self.window_zone(mail, rule))
                self.report(closed, mail, f"it is {local:%a %d %B %H:%M} there")
            if mail.at < mail.due:
                self.report("due", mail, f"it was due only at {mail.due.isoformat()}")

    def gaps(self, mails, rule):
        pauses = []
        for before, mail in zip(mails, mails[1:]):
            pause = (mail.at - before.at).total_seconds()
            pauses.append(pause)
            if pause < rule["gap"]:
                self.report("gap", mail, f"only {pause} seconds after the mail before")
        # A pause that is longer waited for something else. Of few pauses few can differ, of many at least twenty.
        usual = [pause for pause in pauses if pause <= rule["gap"] + rule["jitter"]]
        different = len(set(usual))
        if rule["jitter"] > 0 and len(usual) >= 20 and different < min(20, len(usual) / 2):
            self.report("jitter", mails[0], f"only {different} different pauses of {len(usual)}")

    def limits(self, mails, rule):
        per_day = defaultdict(int)
        first_per_day = defaultdict(int)
        per_week = defaultdict(int)
        recent = []
        for mail in mails:
            day = self.own_day(mail.at, rule)
            week = day - timedelta(days=day.weekday())
            per_day[day] += 1
            per_week[week] += 1
            first_per_day[day] += 0 if mail.follow_up else 1
            recent = [at for at in recent if mail.at - at < timedelta(hours=1)] + [mail.at]
            limit = rule["day"]
            if rule["ramp"]:
                since = date.fromisoformat(rule["ramp"]["since"])
                before = sum(1 for sent in per_day if since <= sent < day)
                limit = min(limit, rule["ramp"]["start"] + rule["ramp"]["step"] * before)
            if per_day[day] > limit:
                self.report("day limit", mail, f"number {per_day[day]} of {limit} on {day}")
            if rule["hour"] and len(recent) > rule["hour"]:
                self.report("hour limit", mail, f"number {len(recent)} within 60 minutes")
            if rule["week"] and per_week[week] > rule["week"]:
                self.report("week limit", mail, f"number {per_week[week]} in the week of {week}")
            if rule["new"] and first_per_day[day] > rule["new"]:
                self.report("new people", mail, f"number {first_per_day[day]} on {day}")

    def order(self, mails, rule):
        """A first mail may go before a follow-up only when the follow-up could not leave at that moment. One that was
        queued in the very moment in which the other left came too late."""
        for index, mail in enumerate(mails):
            if mail.follow_up:
                continue
            for other in mails[index + 1:]:
                if not other.follow_up or other.due >= mail.at or self.is_open(other, rule, mail.at):
                    continue
                day = self.own_day(mail.at, rule)
                to_company = sum(1 for sent in self.mails if sent.left and sent.company == other.company
                                 and sent.at < mail.at and self.own_day(sent.at, rule) == day)
                if rule["company"] and to_company >= rule["company"]:
                    continue
                self.report("order", mail, f"the follow-up to {other.to} waited, and left at {other.at.isoformat()}")
                break

    def companies(self):
        sent = sorted((mail for mail in self.mails if mail.left), key=lambda mail: mail.at)
        for index, mail in enumerate(sent):
            rule = self.rules[mail.mailbox]
            day = self.own_day(mail.at, rule)
            so_far = sum(1 for other in sent[:index + 1]
                         if other.company == mail.company and self.own_day(other.at, rule) == day)
            if rule["company"] and so_far > rule["company"]:
                self.report("company", mail, f"number {so_far} to {mail.company} on {day}")

    def people(self):
        seen = set()
        mailbox_of = {}
        for mail in sorted(self.mails, key=lambda mail: mail.at):
            if mail.left:
                if (mail.to, mail.follow_up) in seen:
                    self.report("twice", mail, "the same mail left before")
                seen.add((mail.to, mail.follow_up))
            if mailbox_of.setdefault(mail.to, mail.mailbox) != mail.mailbox:
                self.report("sender", mail, f"the conversation began from {mailbox_of[mail.to]}")


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        rules = json.load(file)
    with open(sys.argv[2], encoding="utf-8", newline="") as file:
        mails = [Mail(row) for row in csv.DictReader(file)]
    choices = []
    if len(sys.argv) > 4:
        with open(sys.argv[4], encoding="utf-8", newline="") as file:
            choices = [Choice(row) for row in csv.DictReader(file)]
    problems = Checker(rules, mails, choices).run()
    least = int(sys.argv[3]) if len(sys.argv) > 3 else 0
    left = sum(1 for mail in mails if mail.left)
    if left < least:
        problems.append(f"count: only {left} of {least} mails left")
    for problem in problems:
        print(problem)
    print(f"{left} mails, {len(mails) - left} asked for a later try, {len(problems)} violations")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
