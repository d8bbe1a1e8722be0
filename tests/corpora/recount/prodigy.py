"""Prodigy: spans and relations of the tasks whose answer is "accept" (prodi.gy/docs/api-interfaces).

A relation may hold between bare tokens, which become spans. What the annotator chose, labels of the whole and what stands
in "meta" are attributes; choices that are Wikidata's are links of the only span. Lost are all of other answers, and relations of tokens that are not there.
"""
import re

import tasks

FILES = ("prodigy-rel/**/*.jsonl",)
KNOWN = {"text", "tokens", "spans", "relations", "answer", "options", "accept", "label", "config", "html", "image", "audio", "video", "path", "width", "height",
         "style", "arcs", "words", "versions", "id"}
PLAIN = {"start", "end", "text", "label", "token_start", "token_end", "type", "color", "input_hash"}


def has_ends(counted, task, spans, relation):
    """Finds the spans at both ends, or makes them of tokens; False if there is neither."""
    found = []
    for key in ("head", "child"):
        at = relation.get(key + "_span") or next((s for s in spans if s.get("token_end") == relation.get(key)), None)
        at = at or dict(enumerate(task.get("tokens") or [])).get(relation.get(key))
        found.append(at)
        if at and not any((s["start"], s["end"]) == (at["start"], at["end"]) for s in spans):
            counted.add("span", at.get("label") or "token")
            spans.append(at)
    return all(found)


def count_accepted(counted, task):
    spans = list(task.get("spans") or [])
    for s in task.get("spans") or []:
        counted.add("span", s.get("label") or "span")
        for k, v in s.items():
            if k not in PLAIN:
                counted.say(k, v, True)
    for r in task.get("relations") or []:
        if has_ends(counted, task, spans, r):
            counted.add("relation", r.get("label") or "relation")
        else:
            counted.lose("a relation without an end")
    for choice in task.get("accept") or []:
        name = "Wikidata:" + choice if re.match(r"Q\d+\Z", str(choice)) else choice
        counted.say("accept", name, len(task.get("spans") or []) == 1)
    if task.get("label") is not None:
        counted.say("label", task["label"])


def documents(path):
    for task in tasks.load(path):
        by = task.get("_annotator_id") or task.get("_session_id") or ""
        counted = tasks.Task("" if by == "None" else by)
        if task.get("answer") in (None, "accept"):
            count_accepted(counted, task)
        else:
            counted.lose("not accepted", sum(len(task.get(k) or []) for k in ("spans", "relations", "accept")) + (task.get("label") is not None))
        for k, v in task.items():
            if not k.startswith("_") and k not in KNOWN and v not in (None, {}):
                counted.say("" if k == "meta" else k, v)
        yield counted
