"""The README of the installed package has its programs in Python: each is one, and what it imports is there."""
import ast
import importlib
import re
import sys
from importlib.metadata import metadata

readme = metadata("cdk8s-pinterest").get_payload() or metadata("cdk8s-pinterest")["Description"]
if re.search(r"^```(ts|typescript)\b", readme, re.MULTILINE):
    sys.exit("README: a snippet is in TypeScript still")
programs = re.findall(r"^```python\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
for program in programs:
    for statement in ast.walk(ast.parse(program)):
        if isinstance(statement, ast.ImportFrom):
            module = importlib.import_module(statement.module)
            for name in statement.names:
                getattr(module, name.name)
if not programs:
    sys.exit("README: no snippet")
print(f"README: {len(programs)} snippets in Python")
