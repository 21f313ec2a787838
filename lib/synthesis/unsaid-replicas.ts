import { Finding } from '../validation/finding';

/* A number of pods that a manifest no longer says becomes 1 where it is applied, until an autoscaler has set it. */

/** Warnings of what said how many pods it has, and now leaves that to an autoscaler. */
export function unsaidReplicas(before: string, after: string): Finding[] {
  if (!SCALED.test(after)) return [];
  const then = replicasIn(before);
  return [...replicasIn(after)].flatMap(([object, replicas]) => {
    const former = then.get(object);
    if (replicas !== undefined || former === undefined || former < 2) return [];
    return [{
      message: `${object} had ${former} replicas, and no longer says how many: applied as it is, it falls to one pod until its `
        + 'autoscaler has set the number. docs/scaling.md has what to do before you apply it.',
    }];
  });
}

const SCALED = /^kind: (Deployment|StatefulSet)$/m;

/** The numbers that a file says, undefined where an object says none. As this library writes files: two blanks for each level. */
function replicasIn(file: string): Map<string, number | undefined> {
  const found = new Map<string, number | undefined>();
  for (const document of file.split(/^---$/m)) {
    const kind = SCALED.exec(document)?.[1];
    if (kind === undefined) continue;
    const metadata = /^metadata:\n((?:  .*\n)*)/m.exec(document)?.[1] ?? '';
    const fieldOf = (name: string) => new RegExp(`^  ${name}: (.*)$`, 'm').exec(metadata)?.[1];
    const replicas = /^  replicas: (\d+)$/m.exec(document)?.[1];
    const object = `${kind} ${fieldOf('namespace') ?? 'default'}/${fieldOf('name')}`;
    found.set(object, replicas === undefined ? undefined : Number(replicas));
  }
  return found;
}
