import { SecretFile } from '../../requirements/secret-file';
import { climbs } from '../../validation/absolute-path';
import { FILE_NAME } from '../../validation/patterns';
import { must, Problem } from '../../validation/problem';
import { repeated } from '../../validation/repeated';
import { WorkloadIntent } from '../workload-intent';

const PATH = /^[-._:A-Za-z0-9]+(\/[-._:A-Za-z0-9]+)+$/;

/** What keeps a workload from its secrets. */
export function secretsProblems(files: SecretFile[], { cluster }: WorkloadIntent): Problem[] {
  const names = files.map(({ file }) => file);
  const lacking = (what: string, fix: string) => ({
    field: 'secrets', value: names, rule: `need ${what}, which the cluster ${cluster.name} does not have`, fix,
  });
  return [
    ...must(cluster.secretStore !== undefined, lacking(
      'a secret store', 'Give the Cluster its secretStore, or leave the secrets out there.',
    )),
    ...must(cluster.identity !== undefined, lacking(
      'an identity to log in with', 'Give the Cluster its identity, or leave the secrets out there.',
    )),
    ...repeated(names).map(value => ({ field: 'secrets.file', value, rule: 'is there twice', fix: 'Rename one of the two.' })),
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
      rule: 'must be a path of the store\'s API: a mount and what is below it, without "/" at its ends',
      fix: 'Write for example "kv/data/boards/db".',
    }),
    ...must(key !== '', {
      field: `${field}.key`, value: key, rule: 'must name a value of the secret', fix: 'Write for example "password".',
    }),
    ...must(templateText?.includes('{{') ?? true, {
      field: `${field}.template`,
      rule: 'asks for no secret, and manifests are no place for one',
      fix: 'Write for example {{ with secret "kv/data/boards/db" }}{{ .Data.data.password }}{{ end }}; '
        + 'what is not secret belongs into config.files.',
    }),
  ];
}
