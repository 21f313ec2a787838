import { Size } from 'cdk8s';
import { amongOf } from './among';
import { Requirement } from './requirement';
import { madeOf, optionsOf } from '../validation/options';

/** Name of the component that provides dependencies. */
export const DEPENDENCIES = 'dependencies';

/** The checksum that the content of a dependency must have. */
export class Checksum {
  /**
   * Of a file, what `sha256sum FILE` prints. Of a folder, what `rclone hashsum SHA256 FOLDER | LC_ALL=C sort | sha256sum` prints:
   * the checksum of the sorted list of its files' checksums and names.
   * FOLDER may also be at the store: `s3:artifacts/models/ranker/v12` (with `--download` where the storage keeps no SHA-256).
   *
   * @param value 64 hexadecimal digits
   */
  public static sha256(value: string): Checksum {
    return new Checksum('sha256', value);
  }

  private constructor(
    /** Such as `sha256`. */
    public readonly algorithm: string,
    /** In hexadecimal digits. */
    public readonly value: string,
  ) {}
}

/** Options of a Dependency. */
export interface DependencyOptions {
  /**
   * A file or folder of the cluster's dependency store: `models/ranker/v12`. Publish each version under a new name:
   * a node may serve the old content for a minute, and running pods keep what they have.
   */
  readonly path: string;

  /** The folder in which the application finds the file, or the contents of the folder. It is read-only. */
  readonly mountPath: string;

  /**
   * The checksum of what was published. A pod that gets different content does not start.
   *
   * @default - none: only the size of each file is checked; refused where the store's `requireChecksums` is set
   */
  readonly checksum?: Checksum;

  /**
   * The largest size allowed. A pod that gets more is evicted, with a message, instead of filling its node's disk.
   *
   * @default - twice the `cacheSize` of the cluster's store: more does not fit through a node's cache
   */
  readonly sizeLimit?: Size;
}

const OPTIONS = ['path', 'mountPath', 'checksum', 'sizeLimit'];

/** Files that are in place before the application starts, such as a model or a data set. */
export class Dependency extends Requirement {
  /** A file or folder of the cluster's dependency store. */
  public static of(options: DependencyOptions): Dependency {
    return new Dependency(options);
  }

  /** The dependencies among a workload's requirements. */
  public static among(requirements: Requirement[]): Dependency[] {
    return amongOf(requirements, Dependency, 'Dependency.among');
  }

  /** The file or folder of the store. */
  public readonly path: string;
  /** Where the application finds it. */
  public readonly mountPath: string;
  /** The checksum of what was published, if it was given. */
  public readonly checksum?: Checksum;
  /** The largest size allowed, if it was given. */
  public readonly sizeLimit?: Size;

  private constructor(options: DependencyOptions | undefined) {
    super(DEPENDENCIES);
    // What is missing is refused by name where it is judged.
    const { path, mountPath, checksum, sizeLimit } = optionsOf(options, OPTIONS) as DependencyOptions;
    this.path = path;
    this.mountPath = mountPath;
    this.checksum = checksum;
    this.sizeLimit = sizeLimit;
    madeOf(this, options, OPTIONS);
  }
}
