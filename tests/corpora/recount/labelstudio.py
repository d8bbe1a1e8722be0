"""Label Studio: results of each annotation of a task (labelstud.io/guide/task_format), of JSON and of JSON-MIN.

Counted are: a span for each label of a region of text; what other controls hold, and the data of the task but its text, as
attributes; relations. Lost are regions of pictures and recordings with what is said of them, and the results of
predictions, drafts and cancelled annotations. The text is the member of the data that the regions name, or "text".
"""
import tasks

FILES = ("labelstudio-samples/tests/data/**/csv_*.json", "labelstudio-samples/tests/data/**/data*.json")
WRITTEN = ("tests/read/labelstudio/text/*.json", "tests/read/labelstudio/sample/*.json")
FOREIGN = {"x", "points", "ranges", "channel", "rle", "format", "bbox", "vertices", "sequence", "original_width", "original_height", "original_length"}


def is_foreign(result):
    value = result.get("value") or {}
    return bool(FOREIGN & (set(value) | set(result))) or isinstance(value.get("start"), float)


def labels(result):
    value = result.get("value") or {}
    return next((v for k, v in value.items() if k.endswith("labels") and isinstance(v, list)), None)


def count_result(counted, result, regions, foreign):
    value, kind, id_ = result.get("value") or {}, result["type"], result.get("id")
    if kind == "relation":
        for label in result.get("labels") or ["relation"]:
            counted.add("relation", label)
            counted.items["attribute", "direction"] += result.get("direction") not in (None, "left", "right")
    elif is_foreign(result) or id_ in foreign:
        foreign.add(id_)
        counted.lose("no text")
    elif "start" in value:
        found = labels(result)
        if found is not None or id_ not in regions:
            for label in found or ["region"]:
                counted.add("span", label)
            regions.add(id_)
        if found is None:
            say_value(counted, result, True)
        say_meta(counted, result, True)
    else:
        say_value(counted, result, id_ in regions)
        if id_ not in regions:
            say_meta(counted, result, False)


def say_value(counted, result, on_span):
    """What a control holds; the way to an entry of a taxonomy is one value."""
    value, kind = result.get("value") or {}, result["type"]
    held = value.get("text") if kind == "textarea" else value.get(kind)
    if kind == "taxonomy":
        held = ["/".join(path) if isinstance(path, list) else path for path in held or []]
    counted.say(result["from_name"], held, on_span)


def say_meta(counted, result, on_span):
    for key, value in (result.get("meta") or {}).items():
        if key == "text":
            counted.add("remark", "meta.text", len(value) if isinstance(value, list) else 1)
        else:
            counted.say("meta." + key, value, on_span)


def left_out(task):
    sets = task.get("predictions", []) + task.get("drafts", []) + [a for a in task.get("annotations", []) if a.get("was_cancelled")]
    return sum(len(s.get("result") or []) for s in sets)


def text_key(task):
    data = task["data"]
    named = [r.get("to_name") for a in task.get("annotations", []) for r in a.get("result", []) if r["type"] != "relation" and not is_foreign(r)]
    return next((k for k in named + ["text"] if isinstance(data.get(k), str)), None)


def annotator(annotation):
    by = annotation.get("completed_by", "")
    return str(by.get("email") or by.get("username") or by.get("id", "")) if isinstance(by, dict) else str(by)


def documents(path):
    for task in tasks.load(path):
        text = text_key(task)
        for n, a in enumerate(x for x in task.get("annotations", []) if not x.get("was_cancelled")):
            counted = tasks.Task(annotator(a))
            regions, foreign = set(), set()
            for kind in (False, True):
                for result in a.get("result", []):
                    if (result["type"] == "relation") == kind:
                        count_result(counted, result, regions, foreign)
            if a.get("ground_truth"):
                counted.say("ground_truth", True)
            for key, value in task["data"].items():
                if key != text and value not in (None, [], {}):
                    counted.say(key, value)
            if task.get("meta"):
                counted.say("meta", task["meta"])
            counted.lose("not an annotation", left_out(task) if n == 0 else 0)
            counted.items = +counted.items
            yield counted
