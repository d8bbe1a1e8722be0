"""outline.py: a picture's table (CSV, from standard input) as an outline that can be read: cards with their rows, edges,
legend. Evidence and addresses are left out; `--evidence` shows what supports cards, rows and edges."""
import csv
import io
import sys


def line(*parts):
    return " ".join(p for p in parts if p)


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def outline(text, evidence=False):
    """The lines of the outline of a table."""
    for row in csv.DictReader(io.StringIO(text, newline="")):
        record, count = row["record"], row["count"] and "×" + row["count"]
        style = row["style"] and "(" + row["style"] + ")"
        if record == "picture":
            yield quoted(row["label"])
            yield row["detail"]
        elif record == "group":
            yield line("group", quoted(row["label"]), row["detail"], style)
        elif record == "node":
            inside = row["group"] and "in " + row["group"]
            yield line("card", row["kind"], quoted(row["label"]), inside, count, row["sources"], style)
        elif record == "row":
            yield line("  " + row["kind"], quoted(row["label"]), row["detail"], count, style)
        elif record == "edge":
            ends = quoted(row["from_label"]) + " -> " + quoted(row["to_label"])
            yield line("edge", row["kind"], ends, count, row["sources"], style)
        else:
            yield line(record, row["kind"], row["label"], row["detail"], style)
        if evidence and row["evidence"]:
            yield "    evidence " + quoted(row["evidence"])


if __name__ == "__main__":
    table = sys.stdin.buffer.read().decode()
    for each in outline(table, "--evidence" in sys.argv):
        sys.stdout.buffer.write((each + "\n").encode())
