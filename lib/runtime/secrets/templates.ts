import { goTemplateString } from '../../languages/go-template';
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
  return `{{ with secret ${goTemplateString(path)} }}{{ $values := .Data }}`
    + '{{ if and (sprig_hasKey $values "data") (sprig_hasKey $values "metadata") }}{{ $values = $values.data }}{{ end }}'
    + `${body}{{ end }}`;
}

function oneValue(path: string, key: string): string {
  const missing = `{{ if not (sprig_hasKey $values ${goTemplateString(key)}) }}`
    + `{{ sprig_fail ${goTemplateString(`the secret ${path} has no key ${key}`)} }}{{ end }}`;
  return withValues(path, `${missing}{{ index $values ${goTemplateString(key)} }}`);
}

function wholeSecret(path: string): string {
  return withValues(path, '{{ $values | toJSON }}');
}

/** A single quote within single quotes, for the shell. */
const QUOTE = goTemplateString("'\\''");

function shellLines(path: string): string {
  return withValues(
    path,
    `{{ range $key, $value := $values }}{{ $key }}='{{ sprig_toString $value | replaceAll "'" ${QUOTE} }}'\n{{ end }}`,
  );
}
