import { App } from 'cdk8s';
import { recordedDocument } from './recorded-document';
import { recordedFinding } from './recorded-finding';
import { recordedWorkload } from './recorded-workload';
import { SynthesisRecord } from './synthesis-record';
import { Platform } from '../platform/platform';
import { Written } from '../synthesis/output';
import { SynthesisPlan } from '../synthesis/plan';
import { placesOfMessages } from '../tree/source-place';
import { notAsked } from '../verdict/not-asked';
import { allRegistered } from '../workloads/registry';

/** What a plan of an app is made of. */
export function recordOf(app: App, plan: SynthesisPlan, written?: Written): SynthesisRecord {
  const { files, problems, warnings, isComplete, _unasked } = plan;
  const places = placesOfMessages(app);
  const workloads = allRegistered(app);
  const constructs = new Set(workloads.map(({ construct }) => construct));
  const platform = Platform.of(app);
  const declared = platform !== Platform.embedded();
  return {
    version: 1,
    outdir: app.outdir,
    complete: isComplete,
    output: written && { written: written.written, removed: written.removed, unchanged: written.unchanged },
    problems: problems.map(each => recordedFinding(each, places)),
    warnings: [...warnings, ...written?.warnings ?? []].map(each => recordedFinding(each, places)),
    unasked: _unasked,
    unaskedReason: _unasked.length > 0 ? notAsked(_unasked) : undefined,
    clusters: platform.clusters.map(({ name, environment, version }) => ({ name, environment, version: `${version}`, declared })),
    workloads: workloads.map(each => recordedWorkload(each, problems.length === 0)),
    documents: files.flatMap(({ path, documents }) => documents.map(each => recordedDocument(path, each, constructs))),
  };
}
