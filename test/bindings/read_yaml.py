"""PyYAML, a reader of YAML 1.1, gets back what the writer in lib/yaml was given: in its own code and in that of libyaml."""
import json
import sys

import yaml


def read(text, loader):
    try:
        return json.dumps(list(yaml.load_all(text, loader)), default=repr)
    except (yaml.YAMLError, TypeError, ValueError) as error:  # what is no YAML, or a key or a date that is no string
        return str(error)


def has_alias(text):
    return any(getattr(event, "anchor", None) for event in yaml.parse(text, yaml.CSafeLoader))


with open(sys.argv[1], encoding="utf-8") as cases:
    generated = json.load(cases)
failed = 0
for file in generated["files"]:
    expected = json.dumps(file["values"])
    got = [read(file["text"], loader) for loader in (yaml.SafeLoader, yaml.CSafeLoader)]
    if got != [expected, expected] or has_alias(file["text"]):
        failed += 1
        if failed <= 3:
            print(f"written: {file['text']!r}\nexpected: {expected}\ngot: {got}", file=sys.stderr)
count = len(generated["files"])
if failed or count == 0:
    sys.exit(f"PyYAML: {failed} of {count} files are not read as they were written; again with SEED={generated['seed']}")
print(f"PyYAML: {count} files are read as they were written")
