import { SecretFile, SecretFormat } from '../../requirements/secret-file';

/*
 * Consul Template's language, which the agents of Vault and OpenBao speak. A key that is missing would be written as
 * "<no value>", hence it is asked for first.
 */

/** How the agent makes a file. */
export function templateOf({ format, path, key, templateText }: SecretFile): string {
  switch (format) {
    case SecretFormat.VALUE: return oneValue(path!, key!);
    case SecretFormat.JSON: return wholeSecret(path!);
    case SecretFormat.ENV: return shellLines(path!);
    case SecretFormat.TEMPLATE: return templateText!;
  }
}

/** What is done with the values of a secret, in `$values`. A key-value store of version 2 wraps them, beside their metadata. */
function withValues(path: string, then: string): string {
  return `{{ with secret ${literal(path)} }}{{ $values := .Data }}`
    + '{{ if and (sprig_hasKey $values "data") (sprig_hasKey $values "metadata") }}{{ $values = $values.data }}{{ end }}'
    + `${then}{{ end }}`;
}

function oneValue(path: string, key: string): string {
  const missing = `{{ if not (sprig_hasKey $values ${literal(key)}) }}{{ sprig_fail `
    + `${literal(`the secret ${path} has no key ${key}`)} }}{{ end }}`;
  return withValues(path, `${missing}{{ index $values ${literal(key)} }}`);
}

function wholeSecret(path: string): string {
  return withValues(path, '{{ $values | toJSON }}');
}

function shellLines(path: string): string {
  return withValues(
    path,
    `{{ range $key, $value := $values }}{{ $key }}='{{ sprig_toString $value | replaceAll "'" ${literal("'\\''")} }}'\n{{ end }}`,
  );
}

/** A string of Go, which JSON's are. */
function literal(text: string): string {
  return JSON.stringify(text);
}
