import { Size } from 'cdk8s';
import { Requirement } from './requirement';

/** Name of the component that fulfils it. */
export const DEPENDENCIES = 'dependencies';

/** What a dependency must be, to the last bit. */
export class Checksum {
  /**
   * Of a file, what `sha256sum FILE` prints. Of a folder, what `rclone hashsum SHA256 FOLDER | LC_ALL=C sort | sha256sum` prints:
   * the checksum of the sorted list of its files' checksums and names.
   * FOLDER may be at the store, too: `s3:artifacts/models/ranker/v12` (with `--download` where the storage keeps no SHA-256).
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

/** What a workload depends on. */
export interface DependencyOptions {
  /**
   * A file or folder of the cluster's dependency store: `models/ranker/v12`. Publish each version under a name of its own:
   * a node sees for a minute what was there before, and pods that run keep what they have.
   */
  readonly path: string;

  /** The folder in which the application finds the file, or the contents of the folder. It cannot be written. */
  readonly mountPath: string;

  /**
   * What was published. A pod that gets anything else does not start.
   *
   * @default - not known: only the size of each file is checked
   */
  readonly checksum?: Checksum;

  /**
   * How large it may be. A pod that gets more is evicted, with a message, instead of filling its node's disk.
   *
   * @default - no limit
   */
  readonly sizeLimit?: Size;
}

/** Files that are there before the application starts, such as a model or a data set. */
export class Dependency extends Requirement {
  /** A file or folder of the cluster's dependency store. */
  public static of(options: DependencyOptions): Dependency {
    return new Dependency(options);
  }

  /** Those among what a workload asks for. */
  public static among(requirements: Requirement[]): Dependency[] {
    return requirements.filter(each => each instanceof Dependency);
  }

  /** The file or folder of the store. */
  public readonly path: string;
  /** Where the application finds it. */
  public readonly mountPath: string;
  /** What was published, if that is known. */
  public readonly checksum?: Checksum;
  /** How large it may be. */
  public readonly sizeLimit?: Size;

  private constructor({ path, mountPath, checksum, sizeLimit }: DependencyOptions) {
    super(DEPENDENCIES);
    this.path = path;
    this.mountPath = mountPath;
    this.checksum = checksum;
    this.sizeLimit = sizeLimit;
  }
}
