/**
 * The steps of a field as a message writes it: `container.ports[1]` and `config.files["app.yaml"]` have two and three. Names of
 * fields and of items alike, without their brackets.
 */
export function fieldSteps(field: string): string[] {
  return [...field.matchAll(/\[("(?:[^"\\]|\\.)*"|[^\]]*)\]|[^.[\]]+/g)].map(([name, inBrackets]) => (
    inBrackets === undefined ? name : inBrackets.replace(/^"|"$/g, '')
  ));
}
