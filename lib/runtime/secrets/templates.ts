import { SecretFile, SecretFormat } from '../../requirements/secret-file';

/*
 * Templates in the language of Consul Template, which the agents of Vault and OpenBao use. A missing key would be written as
 * "<no value>", so the template checks for it first.
 */

/** The template from which the agent renders a file. */
export function templateOf({ format, path, key, templateText }: SecretFile): string {
  switch (format) {
    case SecretFormat.VALUE: return oneValue(path!, key!);
    case SecretFormat.JSON: return wholeSecret(path!);
    case SecretFormat.ENV: return shellLines(path!);
    case SecretFormat.TEMPLATE: return templateText!;
  }
}

/** Renders `body` with the values of a secret in `$values`. A key-value store of version 2 nests them beside their metadata. */
function withValues(path: string, body: string): string {
  return `{{ with secret ${literal(path)} }}{{ $values := .Data }}`
    + '{{ if and (sprig_hasKey $values "data") (sprig_hasKey $values "metadata") }}{{ $values = $values.data }}{{ end }}'
    + `${body}{{ end }}`;
}

function oneValue(path: string, key: string): string {
  const missing = `{{ if not (sprig_hasKey $values ${literal(key)}) }}`
    + `{{ sprig_fail ${literal(`the secret ${path} has no key ${key}`)} }}{{ end }}`;
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

/** A Go string literal, which a JSON string also is. */
function literal(text: string): string {
  return JSON.stringify(text);
}
