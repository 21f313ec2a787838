/** What the command was told. */
export interface Arguments {
  readonly help: boolean;
  readonly schema: boolean;
  readonly crds: boolean;
  /** Whether manifests go to standard output, and not to files. */
  readonly stdout: boolean;
  readonly cluster?: string;
  readonly platform?: string;
  readonly paths: readonly string[];
}

/** What cannot be understood. */
export class Misused extends Error {}

export const HELP = `Usage: pinterest-yaml [options] FOLDER_OR_FILE...
       pinterest-yaml [options] < RESOURCE_LIST      as a KRM function
       pinterest-yaml --schema | --crds

Makes manifests of workloads that are written in YAML.

  --platform PACKAGE   the platform package: then documents cannot choose one; else PINTEREST_YAML_PLATFORM, if it is set
  --cluster NAME       only for this cluster
  --stdout             print the manifests, and write no file
  --schema             print the JSON Schema of the documents
  --crds               print CustomResourceDefinitions of the documents
  -h, --help           print this help

Files go to the folder CDK8S_OUTDIR, else to dist.

Exit codes: 0 all is well; 1 something is wrong with what is written; 2 it could not be done.

Example: pinterest-yaml .
`;

const FLAGS = ['help', 'schema', 'crds', 'stdout'] as const;
const VALUES = ['cluster', 'platform'] as const;

export function argumentsFrom(words: readonly string[], env: NodeJS.ProcessEnv): Arguments {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const paths: string[] = [];
  for (let n = 0; n < words.length; n += 1) {
    const [, name, given] = /^--([a-z]+)(?:=(.*))?$/s.exec(words[n]) ?? [];
    if (words[n] === '-h') {
      flags.add('help');
    } else if (isOneOf(FLAGS, name) && given === undefined) {
      flags.add(name);
    } else if (isOneOf(VALUES, name)) {
      const value = given ?? words[n += 1];
      if (value === undefined || value === '') throw new Misused(`--${name} needs a value.`);
      values.set(name, value);
    } else if (words[n].startsWith('-')) {
      throw new Misused(`There is no option ${words[n]}.`);
    } else {
      paths.push(words[n]);
    }
  }
  const [help, schema, crds, stdout] = FLAGS.map(flag => flags.has(flag));
  return {
    help,
    schema,
    crds,
    stdout,
    cluster: values.get('cluster'),
    platform: values.get('platform') ?? (env.PINTEREST_YAML_PLATFORM || undefined),
    paths,
  };
}

function isOneOf(names: readonly string[], name: string | undefined): name is string {
  return name !== undefined && names.includes(name);
}
