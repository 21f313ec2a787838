"""Judges documents by the strict JSON schema of their kind: one JSON object a line in, a table and the errors out."""
import json
import pathlib
import re
import sys

import kubernetes_validate
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

SCHEMAS = pathlib.Path(kubernetes_validate.__file__).parent / "kubernetes-json-schema"
DEFINITIONS = pathlib.Path(__file__).parent / "../../verdict/definitions"

# What the schema of these minors says, but no server.
FALSE_ALARMS = {
    # Until 1.28 the type lacks "omitempty", and the schema is made from that; the server takes an empty list.
    "'onPodConditions' is a required property": ("1.27", "1.28"),
}


def strict(schema):
    """The schema of a custom resource as a JSON schema that knows no other fields."""
    if isinstance(schema, list):
        return [strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: {name: strict(each) for name, each in value.items()} if key == "properties" else strict(value)
            for key, value in schema.items()}
    if "properties" in made and "additionalProperties" not in made and not made.get("x-kubernetes-preserve-unknown-fields"):
        made["additionalProperties"] = False
    if made.get("x-kubernetes-int-or-string"):
        made["type"] = ["integer", "string"]
    if made.get("nullable") and "type" in made:
        made["type"] = [made["type"], "null"]
    return made


def custom_validators():
    found = {}
    for file in DEFINITIONS.glob("*.json"):
        spec = json.loads(file.read_text())["spec"]
        for version in spec["versions"]:
            schema = strict(version["schema"]["openAPIV3Schema"])
            schema["properties"].update(apiVersion={"type": "string"}, kind={"type": "string"}, metadata={"type": "object"})
            key = f"{spec['group']}/{version['name']}", spec["names"]["kind"]
            found[key] = Draft202012Validator(schema)
    return found


class Minor:
    """The schemas of a minor version of Kubernetes."""

    def __init__(self, name):
        self.name = name
        self.folder = SCHEMAS / f"v{name}.0-local-strict"
        definitions = json.loads((self.folder / "_definitions.json").read_text())
        self.registry = Resource.from_contents(definitions) @ Registry()
        self.validators = dict(CUSTOM)

        assert self.problems({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"}, "date": {}}), "not strict"

    def problems(self, document):
        api_version = document["apiVersion"]
        if api_version in UNKNOWN:
            return []
        key = api_version, document["kind"]
        if key not in self.validators:
            group = re.sub(r"^([^./]*)(?:\.[^/]*)?/", r"\1-", api_version)
            file = self.folder / f"{document['kind'].lower()}-{group}.json"
            self.validators[key] = file.exists() and Draft202012Validator(json.loads(file.read_text()), registry=self.registry)
        if not self.validators[key]:
            return [f"{api_version} is not served"]
        return [f"{error.json_path}: {error.message[:300]}" for error in self.validators[key].iter_errors(document)
                if self.name not in FALSE_ALARMS.get(error.message, ())]


CUSTOM = custom_validators()
# Volcano's PodGroup: nobody publishes its definition as a Go module.
UNKNOWN = {"scheduling.volcano.sh/v1beta1"}


def main():
    minors, counts, errors = {}, {}, []
    for line in sys.stdin:
        asked = json.loads(line)
        name, document = asked["minor"], asked["document"]
        if name not in minors:
            minors[name] = Minor(name)
        count = counts.setdefault(name, {"documents": 0, "errors": 0})
        count["documents"] += 1
        for problem in minors[name].problems(document):
            count["errors"] += 1
            errors.append(f"{name} {asked['name']}, {document['kind']} {document['metadata']['name']} {problem}")
    print("minor  documents  errors")
    for name, count in counts.items():
        print(f"{name:5}  {count['documents']:9}  {count['errors']:6}")
    print("\n".join(errors[:20]))
    sys.exit(1 if errors or not counts else 0)


main()
