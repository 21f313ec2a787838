import { resolve } from 'node:path';
import { Line } from './line';
import { nextSteps } from './next-steps';
import { whileUnchanged } from './while-unchanged';
import { findProject, Project } from '../app/project';
import { nameOf, workloadsNamed, workloadsOf } from '../app/records';
import { runApp } from '../app/run-app';
import { Context } from '../command';
import { childrenOf, Node, rootOf } from '../explain/field-path';

/** An app that takes longer is not waited for at a TAB. */
const PATIENCE_MS = 20_000;

/** A shell would take other characters of a name for its own. */
const NAME = /^[a-z0-9][-a-z0-9.]*$/;
const FIELD = /^[\w.[\]/~-]+$/;

/** The names of a project's workloads; with their namespaces and clusters where somebody has begun to write these. */
export async function workloadNames(context: Context, line: Line): Promise<string[]> {
  const { workloads } = await factsOf(context, line);
  const steps = workloads.map(name => name.split('/')).filter(all => all.every(step => NAME.test(step)));
  const short = steps.map(all => all[all.length - 1]);
  if (short.some(name => name.startsWith(line.current))) return short;
  return steps.flatMap(([cluster, namespace, name]) => [`${namespace}/${name}`, `${cluster}/${namespace}/${name}`]);
}

/** The clusters of a project that somebody has declared. */
export async function clusterNames(context: Context, line: Line): Promise<string[]> {
  const { clusters } = await factsOf(context, line);
  return clusters.filter(name => NAME.test(name));
}

/** How the path of a field of a workload may go on. */
export async function fieldPaths(context: Context, line: Line): Promise<string[]> {
  const [workload] = line.parameters;
  const project = projectOf(context, line);
  if (project === undefined || workload === undefined) return [];
  const paths = await whileUnchanged(project, `fields of ${workload}`, context.env, async () => {
    const records = await recordsOf(project, context);
    const found = workloadsNamed(workload, workloadsOf(records)).map(({ path }) => path);
    const documents = records.flatMap(record => record.documents.filter(each => found.includes(each.workload ?? '')));
    return [...new Set(documents.flatMap(({ content }) => pathsIn(content)))];
  });
  return nextSteps(paths.filter(path => FIELD.test(path)), line.current);
}

interface Facts {
  /** With cluster and namespace: `prod-east/pinboard/api`. */
  readonly workloads: readonly string[];
  readonly clusters: readonly string[];
}

async function factsOf(context: Context, line: Line): Promise<Facts> {
  const project = projectOf(context, line);
  if (project === undefined) return { workloads: [], clusters: [] };
  return whileUnchanged(project, 'workloads and clusters', context.env, async () => {
    const records = await recordsOf(project, context);
    const declared = records.flatMap(({ clusters }) => clusters.filter(each => each.declared));
    return { workloads: workloadsOf(records).map(nameOf), clusters: declared.map(({ name }) => name) };
  });
}

function projectOf({ directory }: Context, { values }: Line): Project | undefined {
  return findProject(resolve(directory, values.directory ?? '.'));
}

async function recordsOf(project: Project, { env, signal }: Context) {
  const { records } = await runApp(project, { env, signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]) });
  return records;
}

/** Those of an object, and those in its pods, which need no more. */
function pathsIn(content: unknown): string[] {
  const found: string[] = [];
  const walk = (node: Node) => {
    const children = childrenOf(node);
    if (children.length === 0) found.push(node.path);
    children.forEach(walk);
  };
  walk(rootOf(content));
  const ofPods = found.flatMap(path => /(?:^|\.)template\.spec\.(.+)$/.exec(path)?.[1] ?? []);
  return [...found, ...ofPods];
}
