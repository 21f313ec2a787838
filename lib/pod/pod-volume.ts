import { Size } from 'cdk8s';
import { quantity } from './quantity';
import { judge } from '../validation/judge';
import { Problem } from '../validation/problem';
import { SIZE } from '../validation/scalars';

/** One key of a Secret or ConfigMap, and the file it becomes. */
export interface VolumeItem {
  /** The key. */
  readonly key: string;
  /** The file's path in the volume. */
  readonly path: string;
}

/** A volume of a pod, by name. */
export class PodVolume {
  /** An empty folder on the node's disk that lives as long as the pod. A pod that writes more than the limit is evicted. */
  public static emptyDir(name: string, limit?: Size): PodVolume {
    const { source, problems } = limitOf(limit);
    return new PodVolume(name, { emptyDir: source }, problems);
  }

  /** An empty folder in memory. Its files count towards the memory limit of the containers that write them. */
  public static memory(name: string, limit: Size): PodVolume {
    const { source, problems } = limitOf(limit);
    return new PodVolume(name, { emptyDir: { medium: 'Memory', ...source } }, problems);
  }

  /** The keys of a Secret as files, readable by the pod's group. The pod waits until the Secret exists. */
  public static secret(name: string, secretName: string, items?: VolumeItem[]): PodVolume {
    return new PodVolume(name, { secret: { secretName, defaultMode: GROUP_READS, items } });
  }

  /** The keys of a ConfigMap as files. The pod waits until the ConfigMap exists. */
  public static configMap(name: string, configMapName: string): PodVolume {
    return new PodVolume(name, { configMap: { name: configMapName } });
  }

  /** Any other source, as Kubernetes writes it: `{ hostPath: { path: '/x' } }`. */
  public static of(name: string, source: { [key: string]: any }): PodVolume {
    return new PodVolume(name, source);
  }

  private constructor(
    /** Unique in the pod. */
    public readonly name: string,
    /** The source, as Kubernetes writes it. */
    public readonly source: { [key: string]: any },
    /** What is wrong with it. @internal */
    public readonly _problems: Problem[] = [],
  ) {}
}

/** The limit as Kubernetes writes it; without one that is refused. */
function limitOf(limit: Size | undefined) {
  if (limit === undefined) return { source: {}, problems: [] };
  const { value, problems } = judge<Size | undefined>(limit, SIZE, 'limit');
  return { source: value ? { sizeLimit: quantity(value) } : {}, problems };
}

/** 0440: the containers run as a user who is not root, in the group that owns the files. */
export const GROUP_READS = 0o440;
