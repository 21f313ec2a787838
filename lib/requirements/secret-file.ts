import { OnChange } from './on-change';
import { Requirement } from './requirement';

/** Name of the component that fulfils it. */
export const SECRETS = 'secrets';

/** The folder in which the application finds its secrets. */
export const SECRETS_FOLDER = '/etc/secrets';

/** What all files with secrets have. */
export interface SecretFileOptions {
  /** Name of the file below `/etc/secrets`. */
  readonly file: string;

  /**
   * What happens to the application when the secret changes.
   *
   * @default OnChange.READ_ANEW
   */
  readonly onChange?: OnChange;
}

/** A secret that becomes a file. */
export interface WholeSecretOptions extends SecretFileOptions {
  /**
   * Its path in the store's API: `kv/data/boards/db` in a key-value store of version 2,
   * `database/creds/boards` for credentials made on demand.
   */
  readonly path: string;
}

/** One value of a secret that becomes a file. */
export interface SecretValueOptions extends WholeSecretOptions {
  /** The key under which the secret holds it. */
  readonly key: string;
}

/** A file that is made of secrets. */
export interface SecretTemplateOptions extends SecretFileOptions {
  /** In the language of Consul Template: `{{ with secret "kv/data/boards/db" }}{{ .Data.data.password }}{{ end }}`. */
  readonly template: string;
}

/** What a file is made of. */
export enum SecretFormat {
  /** One value of a secret, as it is. */
  VALUE = 'value',
  /** All values of a secret, as a JSON object. */
  JSON = 'json',
  /** All values of a secret, as lines that a shell sources. */
  ENV = 'env',
  /** Whatever a template makes of secrets. */
  TEMPLATE = 'template',
}

/**
 * A file below `/etc/secrets`, there before the application starts and kept up to date while it runs. It is in memory,
 * and readable by the pod's group, to which the application belongs. What is in it stands in no manifest.
 */
export class SecretFile extends Requirement {
  /** One value, as it is: no line break is added. */
  public static value(options: SecretValueOptions): SecretFile {
    return new SecretFile(options, SecretFormat.VALUE, options.path, options.key);
  }

  /** All values of a secret, as a JSON object. */
  public static json(options: WholeSecretOptions): SecretFile {
    return new SecretFile(options, SecretFormat.JSON, options.path);
  }

  /** All values of a secret, as lines `KEY='value'` that a shell sources. */
  public static env(options: WholeSecretOptions): SecretFile {
    return new SecretFile(options, SecretFormat.ENV, options.path);
  }

  /** Whatever can be made of secrets, such as a configuration file with a password in it. */
  public static template(options: SecretTemplateOptions): SecretFile {
    return new SecretFile(options, SecretFormat.TEMPLATE, undefined, undefined, options.template);
  }

  /** Those among what a workload asks for. */
  public static among(requirements: Requirement[]): SecretFile[] {
    return requirements.filter(each => each instanceof SecretFile);
  }

  /** Name of the file. */
  public readonly file: string;

  /** What happens to the application when it changes. */
  public readonly onChange: OnChange;

  private constructor(
    options: SecretFileOptions,
    /** What the file is made of. */
    public readonly format: SecretFormat,
    /** The path of the secret, if it is made of one. */
    public readonly path?: string,
    /** The key of the value, if it is one. */
    public readonly key?: string,
    /** The template, if it is made by one. */
    public readonly templateText?: string,
  ) {
    super(SECRETS);
    this.file = options.file;
    this.onChange = options.onChange ?? OnChange.READ_ANEW;
  }
}
