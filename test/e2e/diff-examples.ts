import * as fs from 'node:fs';
import * as path from 'node:path';
import { SynthesisRecord } from 'cdk8s-pinterest';
import { ROOT, VERSION } from './diff-cluster';
import { KEY } from './diff-program';
import { kubectl } from './kubectl';
import { projectAt } from '../../cli/lib/app/project';
import { runApp } from '../../cli/lib/app/run-app';

/* The examples of the repository, as diff.test.ts brings them to its cluster. */

const FOLDER = path.join(ROOT, 'examples');
/** Those in YAML make the bytes of the ones in TypeScript: frontend/test/examples.test.ts. */
export const EXAMPLES = fs.readdirSync(FOLDER).filter(name => fs.existsSync(path.join(FOLDER, name, 'golden')));

const served = new Set(kubectl(['api-resources', '--no-headers']).trim().split('\n').map(line => line.split(/\s+/).at(-1)));
/** What would act on other tests' objects. */
const REACHES_OTHERS = new Set(['ClusterIssuer', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding', 'Namespace']);
/** Argo CD waits between waves until pods are ready, and here are none. */
const WAVE = 'argocd.argoproj.io/sync-wave';

/** What an example has for this cluster. */
export interface Part {
  readonly record: SynthesisRecord;
  /** The name of the example's cluster of this version; undefined if it knows no clusters. */
  readonly cluster: string | undefined;
  readonly documents: readonly any[];
  readonly namespaces: readonly string[];
}

const runs = new Map<string, Promise<SynthesisRecord[]>>();

/** An example, in namespaces of its own. */
export async function partsOf(example: string, suffix: string): Promise<Part[]> {
  const run = runs.get(example) ?? runApp(projectAt(path.join(FOLDER, example)), { env: process.env, key: KEY })
    .then(({ records }) => [...records]);
  runs.set(example, run);
  return (await run).map(each => {
    const record = apart(each, suffix);
    const cluster = record.clusters.find(({ declared, version }) => declared && version === VERSION)?.name;
    const own = record.documents.filter(document => cluster === undefined || document.cluster === cluster);
    const namespaces = [...new Set(own.flatMap(({ namespace }) => namespace ?? []))];
    return { record, cluster, documents: own.map(({ content }) => content), namespaces };
  });
}

/** With other names of namespaces, and without what the cluster does not serve or what reaches others. */
function apart(record: SynthesisRecord, suffix: string): SynthesisRecord {
  const documents = record.documents.filter(({ kind = '' }) => served.has(kind) && !REACHES_OTHERS.has(kind)).map(document => {
    const { namespace, name, annotations, ...rest } = document.content.metadata;
    const { [WAVE]: _, ...kept } = annotations ?? {};
    const metadata = { ...rest, ...(Object.keys(kept).length > 0 && { annotations: kept }) };
    const where = namespace === undefined ? { name: `${name}${suffix}` } : { name, namespace: `${namespace}${suffix}` };
    return { ...document, ...where, content: { ...document.content, metadata: { ...metadata, ...where } } };
  });
  return { ...record, documents };
}
