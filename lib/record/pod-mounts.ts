import { Fields, isFields } from '../references/fields';

/** What the containers of pods mount where. */
export class PodMounts {
  private readonly paths = new Map<string, string[]>();
  private readonly volumes = new Map<string, string>();

  /** @param pods the specs of the pods that an object makes */
  constructor(pods: readonly Fields[]) {
    for (const { containers, initContainers } of pods) {
      for (const container of [containers, initContainers].flat().filter(isFields)) this.read(container);
    }
  }

  /** Where a volume is mounted. */
  public pathsOf(volume: string): string[] {
    return this.paths.get(volume) ?? [];
  }

  /** The volume that a container mounts at a path. */
  public volumeAt(container: string, path: string): string | undefined {
    return this.volumes.get(`${container} ${path}`);
  }

  private read({ name, volumeMounts }: Fields): void {
    for (const mount of Array.isArray(volumeMounts) ? volumeMounts.filter(isFields) : []) {
      const volume = `${mount.name as string}`;
      const path = `${mount.mountPath as string}`;
      this.paths.set(volume, [...this.pathsOf(volume), path]);
      this.volumes.set(`${name as string} ${path}`, volume);
    }
  }
}
