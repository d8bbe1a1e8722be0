"""What every suite here tells: one line for each check, the count at the end, and rows for the table of trust."""
import os
import sys


class Results:
    def __init__(self, suite):
        self.suite, self.passed, self.failed, self.groups = suite, 0, 0, {}

    def check(self, group, name, faults):
        """One check; `faults` is a list of what is wrong."""
        good = self.groups.setdefault(group, [0, 0])
        good[1] += 1
        if faults:
            self.failed += 1
            for fault in faults[:8]:
                print(f"FAILED {self.suite}: {name}: {fault}")
        else:
            self.passed += 1
            good[0] += 1

    def end(self, how):
        folder = os.environ.get("ANNO_TRUST")
        if folder:
            with open(os.path.join(folder, "harm.tsv"), "a", encoding="utf-8") as out:
                for group, (good, all_) in self.groups.items():
                    out.write(f"{group}\tall\t{good} of {all_}\t{how}\n")
        for group, (good, all_) in self.groups.items():
            print(f"{self.suite}: {group}: {good} of {all_}")
        print(f"{self.passed} passed, {self.failed} failed")
        sys.exit(1 if self.failed else 0)
