import { amongOf } from './among';
import { OnChange } from './on-change';
import { Requirement } from './requirement';
import { madeOf, optionOf } from '../validation/options';

/** Name of the component that provides secrets. */
export const SECRETS = 'secrets';

/** The folder in which the application finds its secrets. */
export const SECRETS_FOLDER = '/etc/secrets';

const OF_FILES = ['file', 'onChange'];

/** Options that all secret files have. */
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
  /** The key of the value in the secret. */
  readonly key: string;
}

/** A file that a template makes from secrets. */
export interface SecretTemplateOptions extends SecretFileOptions {
  /** In the language of Consul Template: `{{ with secret "kv/data/boards/db" }}{{ .Data.data.password }}{{ end }}`. */
  readonly template: string;
}

/** What a secret file contains. */
export enum SecretFormat {
  /** One value of a secret, unchanged. */
  VALUE = 'value',
  /** All values of a secret, as a JSON object. */
  JSON = 'json',
  /** All values of a secret, as lines that a shell sources. */
  ENV = 'env',
  /** The result of a template. */
  TEMPLATE = 'template',
}

/**
 * A file below `/etc/secrets`, in place before the application starts and kept up to date while it runs. It is in memory,
 * and readable by the pod's group, to which the application belongs. No manifest contains its content.
 */
export class SecretFile extends Requirement {
  /** One value, unchanged: no line break is added. */
  public static value(options: SecretValueOptions): SecretFile {
    const made = new SecretFile(options, SecretFormat.VALUE, optionOf(options, 'path'), optionOf(options, 'key'));
    return madeOf(made, options, ['path', 'key', ...OF_FILES]);
  }

  /** All values of a secret, as a JSON object. */
  public static json(options: WholeSecretOptions): SecretFile {
    return madeOf(new SecretFile(options, SecretFormat.JSON, optionOf(options, 'path')), options, ['path', ...OF_FILES]);
  }

  /** All values of a secret, as lines `KEY='value'` that a shell sources. */
  public static env(options: WholeSecretOptions): SecretFile {
    return madeOf(new SecretFile(options, SecretFormat.ENV, optionOf(options, 'path')), options, ['path', ...OF_FILES]);
  }

  /** The result of a template, such as a configuration file with a password in it. */
  public static template(options: SecretTemplateOptions): SecretFile {
    const made = new SecretFile(options, SecretFormat.TEMPLATE, undefined, undefined, optionOf(options, 'template'));
    return madeOf(made, options, ['template', ...OF_FILES]);
  }

  /** The secret files among a workload's requirements. */
  public static among(requirements: Requirement[]): SecretFile[] {
    return amongOf(requirements, SecretFile, 'SecretFile.among');
  }

  /** Name of the file. */
  public readonly file: string;

  /** What happens to the application when it changes. */
  public readonly onChange: OnChange;

  private constructor(
    options: SecretFileOptions,
    /** What the file contains. */
    public readonly format: SecretFormat,
    /** The path of the secret, unless it is a template. */
    public readonly path?: string,
    /** The key of the value, if it is a single value. */
    public readonly key?: string,
    /** The template, if it is one. */
    public readonly templateText?: string,
  ) {
    super(SECRETS);
    // One that is missing is refused where it is judged.
    this.file = optionOf(options, 'file')!;
    this.onChange = optionOf(options, 'onChange') ?? OnChange.READ_ANEW;
  }
}
