"""doccano, of all its versions: spans in "labels", "label", "entities" or "annotations", "relations", "cats", "comments".

Labels of the whole text, and all else that stands beside it, are attributes of a span of the document. A span that
reaches beyond the text is a fault.
"""
import tasks

FILES = ("doccano-samples/*.jsonl",)
LISTS = ("entities", "labels", "label", "cats", "annotations")
PLAIN = {"id", "label", "start_offset", "end_offset", "user", "created_at", "updated_at", "document", "example"}
KNOWN = {"id", "text", "data", "relations", "annotation_approver", "username", "user", "comments", "Comments"} | set(LISTS)


def count_element(counted, name, e, length):
    if isinstance(e, list):
        counted.add("span", str(e[2]))
        counted.faulty |= e[1] > length
    elif isinstance(e, dict) and ("start_offset" in e or name == "entities"):
        counted.add("span", str(e["label"]))
        counted.faulty |= e["end_offset"] > length
        for k, v in e.items():
            if k not in PLAIN:
                counted.say(k, v, True)
    else:
        counted.say(name, e["label"] if isinstance(e, dict) else e)


def count_relations(counted, of):
    for r in of.get("relations") or []:
        counted.add("relation", r["type"])


def documents(path):
    for task in tasks.load(path):
        counted = tasks.Task(next((str(task[k]) for k in ("annotation_approver", "username", "user") if task.get(k)), ""))
        for name in LISTS:
            found = task.get(name)
            if isinstance(found, dict):
                count_relations(counted, found)
                found = found.get("entities")
            for e in found if isinstance(found, list) else [found] if found not in (None, "") else []:
                count_element(counted, name, e, len(task.get("text") or task.get("data")))
        count_relations(counted, task)
        for k, v in task.items():
            if k not in KNOWN and v not in (None, [], {}, "{}"):
                counted.say("" if k == "meta" and isinstance(v, dict) else k, v)
        comments = task.get("comments") or task.get("Comments") or []
        for _ in [comments] if isinstance(comments, str) else comments:
            counted.about()
            counted.add("remark", "comment")
        yield counted
