/*
 * What is written otherwise than its functions are called, with the reason. All else is derived from the model.
 */

/** A scalar in place of a call, by the value's class. */
export interface ShortForm {
  /** What the text must be; numbers are taken as they are written. */
  readonly pattern: RegExp;
  /** What it says, and an example: for messages and for editors. */
  readonly rule: string;
  readonly example: string;
  /** Whether a whole number needs no quotes. */
  readonly takesNumbers?: boolean;
  /** The call for which it stands: the name of a function of the class, or `new`, and its arguments. */
  readonly callOf: (text: string) => readonly [name: string, ...values: unknown[]];
}

const DURATIONS: Record<string, string> = { ms: 'millis', s: 'seconds', m: 'minutes', h: 'hours', d: 'days' };
const SIZES: Record<string, string> = { Ki: 'kibibytes', Mi: 'mebibytes', Gi: 'gibibytes', Ti: 'tebibytes', Pi: 'pebibyte' };
const CRON_FIELDS = ['minute', 'hour', 'day', 'month', 'weekDay'];

export const SHORT_FORMS: Readonly<Record<string, ShortForm>> = {
  // As Go, Prometheus and kubectl write them; cdk8s reads ISO 8601 alone (PT30S).
  'cdk8s.Duration': {
    pattern: /^\d+(ms|s|m|h|d)$/,
    rule: 'must be a whole number with a unit: ms, s, m, h or d',
    example: '30s',
    callOf: text => [DURATIONS[text.replace(/\d+/, '')], parseInt(text, 10)],
  },
  // As Kubernetes writes quantities of memory.
  'cdk8s.Size': {
    pattern: /^\d+(Ki|Mi|Gi|Ti|Pi)$/,
    rule: 'must be a whole number with a unit: Ki, Mi, Gi, Ti or Pi',
    example: '64Mi',
    callOf: text => [SIZES[text.replace(/\d+/, '')], parseInt(text, 10)],
  },
  // As Kubernetes writes quantities of CPU. A fraction would need two forms in a custom resource.
  'cdk8s-plus-27.Cpu': {
    pattern: /^\d+m?$/,
    rule: 'must be thousandths of a CPU with "m", or a whole number of CPUs',
    example: '100m',
    takesNumbers: true,
    callOf: text => [text.endsWith('m') ? 'millis' : 'units', parseInt(text, 10)],
  },
  // As a CronJob of Kubernetes has it.
  'cdk8s.Cron': {
    pattern: /^\S+( \S+){4}$/,
    rule: 'must have five fields: minute, hour, day, month and day of the week',
    example: '30 2 * * MON-FRI',
    callOf: text => ['schedule', Object.fromEntries(text.split(' ').map((field, n) => [CRON_FIELDS[n], field]))],
  },
  // As Kubernetes writes how many pods may be away.
  'cdk8s-plus-27.PercentOrAbsolute': {
    pattern: /^\d+%?$/,
    rule: 'must be a whole number, or one with "%"',
    example: '25%',
    takesNumbers: true,
    callOf: text => [text.endsWith('%') ? 'percent' : 'absolute', parseInt(text, 10)],
  },
  // Most variables have a plain value.
  'cdk8s-plus-27.EnvValue': {
    pattern: /^/, rule: 'must be a string', example: 'fast', callOf: text => ['fromValue', text],
  },
};

/** What is in the tree of constructs, or made by a program, is named; how, by its type. */
export interface NamedForm {
  /** What the name is. */
  readonly names: string;
  readonly example: string;
  /** Who finds it. */
  readonly finder: 'workload' | 'object' | 'container' | 'requirement' | 'platform';
  /** Of an object in the cluster: which function of cdk8s-plus refers to it. */
  readonly importedBy?: readonly [className: string, functionName: string];
}

export const NAMED_FORMS: Readonly<Record<string, NamedForm>> = {
  // Another document of the same app is the construct.
  'cdk8s-pinterest.PinterestWorkload': {
    names: 'the name of a workload of this app, or its chart and name', example: 'api', finder: 'workload',
  },
  // A workload stands for its service account, as in TypeScript.
  'cdk8s-plus-27.ISubject': {
    names: 'the name of a workload of this app, or its chart and name', example: 'api', finder: 'workload',
  },
  // Objects that exist in the cluster: documents of this kind make none.
  'cdk8s-plus-27.ISecret': {
    names: 'the name of a Secret in its namespace', example: 'login', finder: 'object', importedBy: ['Secret', 'fromSecretName'],
  },
  'cdk8s-plus-27.IConfigMap': {
    names: 'the name of a ConfigMap in its namespace', example: 'settings', finder: 'object', importedBy: [
      'ConfigMap', 'fromConfigMapName',
    ],
  },
  'cdk8s-plus-27.IPersistentVolumeClaim': {
    names: 'the name of a PersistentVolumeClaim in its namespace', example: 'uploads', finder: 'object',
    importedBy: ['PersistentVolumeClaim', 'fromClaimName'],
  },
  // Of another container of the pod only the name is looked at.
  'cdk8s-plus-27.Container': { names: 'the name of a container of the pod', example: 'app', finder: 'container' },
  // A class of the company: its platform package exports a function for it.
  'cdk8s-pinterest.Requirement': {
    names: 'one of the requirements that the platform package exports', example: 'geodata', finder: 'requirement',
  },
  // What the infrastructure team declares is a program.
  'cdk8s-pinterest.IPlatform': { names: 'the npm package of the platform', example: '@example/platform', finder: 'platform' },
};

/** Properties that a document does not have, with the reason. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  'cdk8s-pinterest.PinterestAppProps.outdir': 'where files are written is said to the command, not by what it reads',
  'cdk8s-pinterest.PinterestAppProps.resolvers': 'are programs',
};
