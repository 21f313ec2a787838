import { Cluster } from '../../cluster/cluster';
import { Dependency } from '../../requirements/dependency';
import { SHA256 } from '../../validation/patterns';
import { must, Problem } from '../../validation/problem';
import { climbs } from '../../validation/relative-path';

const STORE_PATH = /^[-A-Za-z0-9_.=@+]+(\/[-A-Za-z0-9_.=@+]+)*$/;
const MOUNT_PATH = /^(\/[-A-Za-z0-9_.=@+]+)+$/;

export function dependencyProblems(dependencies: Dependency[], cluster: Cluster): Problem[] {
  const paths = dependencies.map(dependency => dependency.mountPath);
  return [
    ...must(cluster.dependencyStore !== undefined, () => ({
      field: 'dependencies',
      value: dependencies.map(({ path }) => path),
      rule: `need a dependency store, which the cluster ${cluster.name} does not have`,
      fix: 'Set dependencyStore on the Cluster, or leave out dependencies for that cluster.',
    })),
    ...dependencies.flatMap((dependency, n) => [
      ...ownProblems(dependency, `dependencies[${n}]`),
      ...must(dependency.checksum !== undefined || !cluster.dependencyStore?.requireChecksums, {
        field: `dependencies[${n}].checksum`,
        rule: `must be set: the dependency store of the cluster ${cluster.name} requires it`,
        fix: 'Write Checksum.sha256 with what `sha256sum FILE` prints, or for a folder '
          + '`rclone hashsum SHA256 FOLDER | LC_ALL=C sort | sha256sum`.',
      }),
      ...overlapProblems(paths, n),
    ]),
  ];
}

function ownProblems({ path, mountPath, checksum, sizeLimit }: Dependency, field: string): Problem[] {
  return [
    ...must(STORE_PATH.test(path) && !climbs(path), {
      field: `${field}.path`,
      value: path,
      rule: 'must be a path in the store: parts of letters, digits, "-", "_", ".", "=", "@" and "+", joined by "/"',
      fix: 'Write for example "models/ranker/v12".',
    }),
    ...must(MOUNT_PATH.test(mountPath) && !climbs(mountPath), {
      field: `${field}.mountPath`,
      value: mountPath,
      rule: 'must be an absolute path without a trailing "/"',
      fix: 'Write for example "/var/lib/models".',
    }),
    ...must(checksum === undefined || SHA256.test(checksum.value), {
      field: `${field}.checksum`,
      value: checksum?.value,
      rule: 'must be 64 lower-case hexadecimal digits',
      fix: 'Write what `sha256sum FILE` prints, or for a folder `rclone hashsum SHA256 FOLDER | LC_ALL=C sort | sha256sum`.',
    }),
    ...must(sizeLimit === undefined || sizeLimit.toKibibytes() > 0, {
      field: `${field}.sizeLimit`,
      value: '0',
      rule: 'must be above zero',
      fix: 'Write for example Size.gibibytes(2), or leave it out.',
    }),
  ];
}

/** Overlapping mounts hide each other, or fail: a read-only volume has no place for a mount point. */
function overlapProblems(paths: string[], n: number): Problem[] {
  const other = paths.find((path, m) => (m < n && path === paths[n]) || (m !== n && paths[n].startsWith(`${path}/`)));
  return must(other === undefined, {
    field: `dependencies[${n}].mountPath`,
    value: paths[n],
    rule: `is ${other === paths[n] ? '' : 'inside '}the mountPath of another dependency`,
    fix: 'Give each dependency a folder of its own.',
  });
}
