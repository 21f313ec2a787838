import { IConstruct } from 'constructs';

/** Something that is set for one synth, and not in code: by a context value of the app, or by an environment variable. */
export class Setting {
  /** The context value. */
  public readonly name: string;
  private readonly variable: string;

  /** @param name `only`: the context value is `cdk8s-pinterest:only`, the environment variable CDK8S_PINTEREST_ONLY */
  constructor(name: string) {
    this.name = `cdk8s-pinterest:${name}`;
    this.variable = `CDK8S_PINTEREST_${name.toUpperCase()}`;
  }

  /** What it has, separated by commas. */
  public of(app: IConstruct): string[] {
    const value: unknown = app.node.tryGetContext(this.name) ?? process.env[this.variable] ?? '';
    return `${value}`.split(',').map(each => each.trim()).filter(each => each !== '');
  }
}
