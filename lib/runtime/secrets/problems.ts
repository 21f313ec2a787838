import { goTemplateFault } from '../../languages/go-template-syntax';
import { SecretFile, SecretFormat } from '../../requirements/secret-file';
import { having, judge, textProblems } from '../../validation/judge';
import { KINDS } from '../../validation/kinds';
import { must, Problem } from '../../validation/problem';
import { repeated } from '../../validation/repeated';
import { keyed } from '../../validation/words';
import { WorkloadIntent } from '../workload-intent';

/** Why a workload cannot get its secrets. */
export function secretsProblems(files: SecretFile[], { cluster }: WorkloadIntent): Problem[] {
  const names = files.map(({ file }) => file);
  const missing = (what: string, fix: string) => ({
    field: 'secrets', value: names, rule: `need ${what}, which the cluster ${cluster.name} does not have`, fix,
  });
  return [
    ...must(cluster.secretStore !== undefined, missing(
      'a secret store', 'Set secretStore on the Cluster, or leave out secrets for that cluster.',
    )),
    ...must(cluster.identity !== undefined, missing(
      'an identity to log in with', 'Set identity on the Cluster, or leave out secrets for that cluster.',
    )),
    ...repeated(names).map(value => ({ field: 'secrets.file', value, rule: 'is used twice', fix: 'Rename one of the two.' })),
    ...files.flatMap(fileProblems),
  ];
}

const EXAMPLE = 'Write for example {{ with secret "kv/data/boards/db" }}{{ .Data.data.password }}{{ end }}.';

function fileProblems({ file, format, path, key, templateText, onChange }: SecretFile): Problem[] {
  const field = keyed('secrets', file);
  return [
    ...textProblems('secrets.file', file, KINDS.fileName, { fix: 'Write a plain file name such as "db-password".' }),
    ...judge(onChange, having('description', 'an OnChange', 'OnChange.RESTART'), `${field}.onChange`).problems,
    ...(format === SecretFormat.TEMPLATE
      ? templateProblems(`${field}.template`, templateText)
      : textProblems(`${field}.path`, path, KINDS.secretPath)),
    ...(format === SecretFormat.VALUE
      ? textProblems(`${field}.key`, key, KINDS.line, {
        rule: 'must name a value of the secret', fix: 'Write for example "password".',
      })
      : []),
  ];
}

/** No message contains the template: somebody may have put a secret into it. */
function templateProblems(field: string, template: string | undefined): Problem[] {
  const unreadable = textProblems(field, template, KINDS.text, { secret: true, fix: EXAMPLE });
  if (template === undefined || unreadable.length > 0) return unreadable;
  const fault = goTemplateFault(template);
  return [
    ...must(template.includes('{{'), {
      field,
      rule: 'reads no secret from the store, and manifests must not contain secrets',
      fix: `${EXAMPLE} Text that is not secret belongs in config.files.`,
    }),
    ...must(fault === undefined, () => ({ field, rule: `is no template: it ${fault}`, fix: EXAMPLE })),
  ];
}
