import { SecretFile } from '../../requirements/secret-file';
import { climbs } from '../../validation/relative-path';
import { FILE_NAME } from '../../validation/patterns';
import { must, Problem } from '../../validation/problem';
import { repeated } from '../../validation/repeated';
import { WorkloadIntent } from '../workload-intent';

const PATH = /^[-._:A-Za-z0-9]+(\/[-._:A-Za-z0-9]+)+$/;

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

function fileProblems({ file, path, key, templateText }: SecretFile): Problem[] {
  const field = `secrets["${file}"]`;
  return [
    ...must(FILE_NAME.test(file) && file !== '.' && !file.startsWith('..'), {
      field: 'secrets.file',
      value: file,
      rule: 'must be a file name: letters, digits, "-", "_" and "."',
      fix: 'Write a plain file name such as "db-password".',
    }),
    ...must(path === undefined || (PATH.test(path) && !climbs(path)), {
      field: `${field}.path`,
      value: path,
      rule: 'must be a path of the store\'s API: a mount and a path in it, without "/" at the start or end',
      fix: 'Write for example "kv/data/boards/db".',
    }),
    ...must(key !== '', {
      field: `${field}.key`, value: key, rule: 'must name a value of the secret', fix: 'Write for example "password".',
    }),
    ...must(templateText?.includes('{{') ?? true, {
      field: `${field}.template`,
      rule: 'reads no secret from the store, and manifests must not contain secrets',
      fix: 'Write for example {{ with secret "kv/data/boards/db" }}{{ .Data.data.password }}{{ end }}. '
        + 'Text that is not secret belongs in config.files.',
    }),
  ];
}
