/** What a new project is called, and for whom. */
export interface Names {
  /** Of the service, its namespace and the package: a DNS label. */
  readonly name: string;
  readonly team: string;
  readonly contact: string;
  /** The npm package of the company's platform, with a version if one is wanted: `@example/platform@1.2.3`. */
  readonly platform?: string;
}

interface Rule {
  readonly holds: RegExp;
  readonly rule: string;
  readonly fix: string;
}

/** Each is safe in a string of a program, in YAML and in a path, too. */
const RULES: { readonly [field in keyof Names]-?: Rule } = {
  name: {
    holds: /^[a-z]([-a-z0-9]{0,49}[a-z0-9])?$/,
    rule: 'must be a DNS label of at most 51 characters that begins with a letter',
    fix: 'Write for example "pinboard-api".',
  },
  team: {
    holds: /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/,
    rule: 'must be the value of a label: letters, digits, and between them "-", "_" and "."',
    fix: 'Write for example --team boards.',
  },
  contact: {
    holds: /^[\w.+@:/#-]{1,200}$/,
    rule: 'must be how the team is reached: an address, a channel or a URL',
    fix: 'Write for example --contact boards@example.com.',
  },
  platform: {
    holds: /^(@[a-z0-9][-a-z0-9_.]*\/)?[a-z0-9][-a-z0-9_.]*(@[-\w.^~*]+)?$/,
    rule: 'must be the name of an npm package',
    fix: 'Write for example --platform @example/platform@1.2.3, or leave it out: then the project declares its clusters itself.',
  },
};

/** Files of a new project have these names, or its programs take classes of these names from packages. */
const TAKEN = new Set([
  'app', 'main', 'platform', 'construct', 'cluster-stage', 'pinterest-app', 'pinterest-chart', 'pinterest-service', 'probe',
  'scaling',
]);

/** What is wrong with the names, all of it. */
export function nameProblems(names: Names): string[] {
  return [...takenProblems(names), ...ruleProblems(names)];
}

function takenProblems({ name }: Names): string[] {
  if (!TAKEN.has(name)) return [];
  return [
    `name = ${JSON.stringify(name)}: is the name of something else in the project. Write another, such as --name ${name}-api.`,
  ];
}

function ruleProblems(names: Names): string[] {
  return Object.entries(RULES).flatMap(([field, { holds, rule, fix }]) => {
    const value = names[field as keyof Names];
    return value === undefined || holds.test(value) ? [] : [`${field} = ${JSON.stringify(value)}: ${rule}. ${fix}`];
  });
}

/** The package and its version. */
export function packageOf(platform: string): { readonly name: string; readonly version: string } {
  const [, name, version = '*'] = /^(@?[^@]+)(?:@(.+))?$/.exec(platform)!;
  return { name, version };
}

/** As a class: `PinboardApi`. */
export function classNameOf(name: string): string {
  return name.split('-').filter(part => part !== '').map(part => part[0].toUpperCase() + part.slice(1)).join('');
}
