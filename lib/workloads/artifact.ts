import { madeOf, optionsOf } from '../validation/options';

/** Properties of an Artifact. */
export interface ArtifactProps {
  /** The image's repository, without tag and digest: `registry.example.com/pinboard/api`. */
  readonly image: string;

  /** The version to show to people, such as `1.4.2`. It must be a valid label value. */
  readonly version: string;

  /**
   * The image's digest, `sha256:` and 64 hexadecimal digits.
   *
   * @default - the image is pulled by its version, as a tag
   */
  readonly digest?: string;

  /**
   * The commit that it was built from.
   *
   * @default - unknown
   */
  readonly commit?: string;
}

const PROPS = ['image', 'version', 'digest', 'commit'];

/** What CI built. A pipeline passes it to the workloads of an app. */
export class Artifact {
  /**
   * @param props what CI knows about the build
   */
  public static of(props: ArtifactProps): Artifact {
    return new Artifact(props);
  }

  /** The repository, without tag and digest. */
  public readonly repository: string;
  public readonly version: string;
  public readonly digest?: string;
  public readonly commit?: string;

  private constructor(props: ArtifactProps) {
    const { image, version, digest, commit } = optionsOf(props, PROPS) as ArtifactProps;
    this.repository = image;
    this.version = version;
    this.digest = digest;
    this.commit = commit;
    madeOf(this, props, PROPS);
  }

  /** The image to run: by digest if there is one, else by version. */
  public get image(): string {
    return this.digest ? `${this.repository}@${this.digest}` : `${this.repository}:${this.version}`;
  }
}
