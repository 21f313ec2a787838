import { resolve } from 'node:path';
import { stringify } from 'yaml';
import { argumentsFrom, Arguments, HELP, Misused } from './arguments';
import { readResourceList, writeResourceList } from './resource-list';
import { build, buildDocuments, Built } from '../app/build';
import { findingLines } from '../app/findings';
import { givenPackage, isLoaded, PlatformPackage } from '../app/platform-package';
import { API_VERSION, Source, sourcesOf, Unreadable } from '../app/sources';
import { tellInYaml } from '../app/teller';
import { describe, Fault } from '../documents/fault';
import { visible } from '../documents/visible';
import { crds } from '../schema/crds';
import { jsonSchema } from '../schema/json-schema';

/** What the command has of its process. */
export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  /** Standard input as a whole; undefined if it is a terminal. */
  readonly input: () => string | undefined;
  /** Leaves the folder in which the command is run. */
  readonly leave: () => void;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** What exit codes say. */
export enum Outcome {
  FINE = 0,
  /** Something is wrong with what is written. */
  FOUND = 1,
  COULD_NOT = 2,
}

/** Runs the command. */
export function run(words: readonly string[], surroundings: Surroundings): Outcome {
  const { err } = surroundings;
  try {
    return runWith(argumentsFrom(words, surroundings.env), surroundings);
  } catch (error) {
    if (error instanceof Misused) err(`pinterest-yaml: ${visible(error.message)} --help tells what there is.\n`);
    else if (error instanceof Unreadable) err(`pinterest-yaml: ${visible(error.message)}\n`);
    else err(`pinterest-yaml: ${error instanceof Error ? error.message : String(error)}\n`);
    return Outcome.COULD_NOT;
  }
}

function runWith(options: Arguments, { env, input, leave, out, err }: Surroundings): Outcome {
  if (options.help) {
    out(HELP);
    return Outcome.FINE;
  }
  if (options.schema) return print(out, `${JSON.stringify(jsonSchema(), undefined, 2)}\n`);
  if (options.crds) {
    return print(
      out, crds().map(each => stringify(each, { lineWidth: 0, aliasDuplicateObjects: false })).join('---\n'),
    );
  }
  if (options.paths.length === 0) return transform(options, { env, input, leave, out, err });
  const outdir = resolve(env.CDK8S_OUTDIR ?? 'dist');
  const sources = sourcesOf(options.paths, outdir);
  const platform = platformFor(options, leave);
  const built = build(sources, { ...(platform && { outdir }), platform, cluster: options.cluster, oneCluster: options.stdout });
  if (!built.anywhere && built.faults.length === 0) throw nothingIn(options.paths, sources);
  if (!options.stdout) return synth(built, err);
  const { texts, lines } = planned(built, err);
  return lines.length > 0 ? refuse(lines, err) : print(out, texts.join('---\n'));
}

/**
 * Whoever tells the platform does not trust the documents, nor what lies beside them: the library looks for programs that judge
 * manifests in the folder in which it is run.
 */
function platformFor({ platform }: Arguments, leave: () => void): PlatformPackage | undefined {
  if (platform === undefined) return undefined;
  const found = givenPackage(platform);
  if (!isLoaded(found)) throw new Unreadable(`The platform package ${platform} ${found.rule}. ${found.fix}`);
  leave();
  return found;
}

/** Nothing would be left of the output. */
function nothingIn(paths: readonly string[], sources: readonly Source[]): Unreadable {
  const files = sources.filter(({ misnamed }) => !misnamed).length;
  return new Unreadable(
    `There is no document of ${API_VERSION} in ${paths.join(', ')}, which has ${files} YAML file${files === 1 ? '' : 's'}. `
      + 'Name the folder or the file that has one; "pinterest init --language yaml FOLDER" makes a project of its own.',
  );
}

function print(out: (text: string) => void, text: string): Outcome {
  out(text);
  return Outcome.FINE;
}

function refuse(lines: readonly string[], err: (text: string) => void): Outcome {
  err(`${lines.join('\n')}\n${lines.length} problem${lines.length === 1 ? '' : 's'}; nothing was written.\n`);
  return Outcome.FOUND;
}

function synth(built: Built, err: (text: string) => void): Outcome {
  const { app } = built;
  const tell = tellInYaml(built);
  try {
    app.synth();
    return Outcome.FINE;
  } catch (error) {
    const { problems } = app.plan();
    // Such as a folder in which nobody may write.
    if (problems.length === 0) throw error;
    return refuse(findingLines(problems, tell), err);
  }
}

/** The manifests, or what is wrong. */
function planned(built: Built, err: (text: string) => void): { readonly texts: string[]; readonly lines: string[] } {
  const tell = tellInYaml(built);
  const { files, problems, warnings } = built.app.plan();
  const lines = findingLines(problems, tell);
  if (lines.length === 0) for (const line of findingLines(warnings, tell)) err(`warning: ${line}\n`);
  return { texts: files.flatMap(({ documents }) => documents.map(({ text }) => text)), lines };
}

/** As a KRM function: makes manifests of the documents in a list of resources. */
function transform(options: Arguments, { input, leave, out, err }: Surroundings): Outcome {
  const text = input();
  if (text === undefined) throw new Misused('Name a folder or a file.');
  const faults: Fault[] = [];
  const list = readResourceList(text, faults);
  if (!list) {
    if (faults.length > 0) return refuse(faults.map(describe), err);
    throw new Unreadable('Standard input has no ResourceList of config.kubernetes.io/v1.');
  }
  const platform = platformFor(options, leave);
  const { texts, lines } = planned(
    buildDocuments(list.own, { platform, cluster: options.cluster, oneCluster: true }, faults), err,
  );
  out(writeResourceList(list, lines.length > 0 ? [] : texts, lines));
  return lines.length > 0 ? refuse(lines, err) : Outcome.FINE;
}
