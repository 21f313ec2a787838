import { Size } from 'cdk8s';
import { PodMount } from './container-options';
import { PodVolume } from './pod-volume';
import { mountAt } from '../validation/absolute-path';
import { optional, shape, text } from '../validation/judge';
import { KINDS } from '../validation/kinds';
import { madeOf, optionOf } from '../validation/options';
import { Problem } from '../validation/problem';
import { BOOLEAN, SOME_SIZE } from '../validation/scalars';
import { valueObject } from '../validation/value-object';
import { asString } from '../validation/words';

/** More about a folder on the node's disk. */
export interface ScratchOptions {
  /**
   * How much may be in it. A pod that writes more is evicted.
   *
   * @default - as much as the node has
   */
  readonly limit?: Size;

  /**
   * The name of its volume, by which sidecars mount it.
   *
   * @default - from the path: `scratch-tmp`
   */
  readonly name?: string;
}

/**
 * An empty folder that the application may write to, though the rest of its file system is read-only. It lives as long as the
 * pod: a container that restarts finds its files, another pod does not.
 */
export class ScratchFolder {
  /** On the node's disk. */
  public static disk(path: string, options?: ScratchOptions): ScratchFolder {
    const made = new ScratchFolder(path, false, optionOf(options, 'limit'), optionOf(options, 'name') ?? volumeName(path));
    return madeOf(made, options, ['limit', 'name']);
  }

  /**
   * In memory: fast, and counted towards the memory limit of the container that writes, such as `/dev/shm`, of which a
   * container has 64 MiB otherwise.
   *
   * @param limit how much may be in it
   */
  public static memory(path: string, limit: Size): ScratchFolder {
    return new ScratchFolder(path, true, limit, volumeName(path));
  }

  private constructor(
    public readonly path: string,
    /** Whether it is in memory. */
    public readonly inMemory: boolean,
    public readonly limit: Size | undefined,
    /** The name of its volume. */
    public readonly name: string,
  ) {}
}

/** Such as `scratch-tmp`. */
function volumeName(path: string): string {
  return `scratch-${asString(path).toLowerCase().replace(/[^a-z0-9]+/g, '-')}`.slice(0, 63).replace(/--+/g, '-').replace(/-+$/, '');
}

const FIX = 'Write for example ScratchFolder.disk("/tmp").';

const FOLDER = shape({
  path: mountAt('/tmp'),
  inMemory: BOOLEAN,
  limit: (value, field, problems) => value === undefined ? undefined : SOME_SIZE(value, field, problems),
  name: optional(text(KINDS.label, { fix: 'Write for example "scratch".' })),
}, FIX);

export const SCRATCH_SHAPE = valueObject('inMemory', (value, field, problems) => {
  const folder = FOLDER(value, field, problems) as ScratchFolder | undefined;
  if (folder?.inMemory && folder.limit === undefined) {
    const isGiven = problems.some(problem => problem.field === `${field}.limit`);
    if (!isGiven) problems.push({ field: `${field}.limit`, rule: 'must be said of a folder in memory', fix: 'Write a Size.' });
    return undefined;
  }
  return folder;
}, FIX);

/** Two folders of one volume would have the same files. */
export function scratchProblems(folders: ScratchFolder[]): Problem[] {
  const paths = (name: string) => [...new Set(folders.filter(folder => folder.name === name).map(({ path }) => path))];
  return [...new Set(folders.map(({ name }) => name))].filter(name => paths(name).length > 1).map(value => ({
    field: 'scratch',
    value,
    rule: `is the name of the volumes of ${paths(value).join(' and ')}, which would be one`,
    fix: 'Give one of them another name: ScratchFolder.disk(path, { name }).',
  }));
}

export function scratchVolume({ name, inMemory, limit }: ScratchFolder): PodVolume {
  return inMemory ? PodVolume.memory(name, limit!) : PodVolume.emptyDir(name, limit);
}

export function scratchMount({ name, path }: ScratchFolder): PodMount {
  return { volume: name, path, readOnly: false };
}
